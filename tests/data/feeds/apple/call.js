jsonCallback({
 "drpost": false,
 "drMessage": null,
 "services": [
  {
   "serviceName": "App Store Connect",
   "redirectUrl": null,
   "events": [
    {
     "messageId": "7008",
     "statusType": "Outage",
     "message": "Nobody can sign in.",
     "datePosted": "03/05/2024 01:32 PST",
     "startDate": "03/05/2024 01:05 PST",
     "endDate": null,
     "epochStartDate": 1709628300000,
     "epochEndDate": null,
     "usersAffected": "Some users are affected",
     "affectedServices": null,
     "eventStatus": "ongoing"
    }
   ]
  },
  {
   "serviceName": "TestFlight",
   "redirectUrl": null,
   "events": []
  }
 ]
});
