"""What people read: view models and every sentence. Data in, words out; no window, no clock."""
