"""The words of Downlight and the rules that join them: pure, no clock, no input or output."""
