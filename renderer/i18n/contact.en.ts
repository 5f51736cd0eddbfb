/** English words of what two matched parties say to each other, of the clock and of My day. Part of the catalogue in en.ts. */
export const contactEn = {
  talk: {
    title: 'Further with {{name}}', onlyTwo: 'Only you and {{name}} can read this. It disappears with the signal.', nothing: 'Nothing said yet. You can always call; on the telephone say only {{number}}.',
    you: 'You', leadYou: 'You have the lead', leadOther: '{{name}} has the lead', waiting: 'waits to be sent', ask: 'Ask for backing…', agree: 'Agree on something…', pause: 'Stop the clock…', paused: 'The clock stands still until {{date}}: {{reason}}.',
    write: 'Write something short', writeHelp: 'No names of others. {{left}} characters left.', tooLong: 'Too long: {{over}} characters too many. Nothing was sent.', send: 'Send', sent: 'Sent.', undo: 'Take back', undone: 'Taken back.', undoSeen: 'Taken back. The other may have read it.',
    warning: { bsn: 'This looks like a BSN. Remove it: a BSN never belongs here.', number: 'There is a long number here. Is it needed for contact with this child?', mail: 'There is an e-mail address here. Is it somebody else’s? Then leave it out.', person: 'Do you name somebody else here? Write no more than is needed.', anyway: 'Send anyway', change: 'Change it' },
    asks: { 'call-me': 'Call me', 'contact-for-us': 'Will you make contact on our behalf?', 'visit-together': 'Shall we visit together?', 'take-lead': 'Will you take the lead?', 'keep-eye': 'Can you keep an eye on things?' },
    asksText: { 'call-me': 'The other sees your name and number.', 'contact-for-us': 'The other makes contact, in the name of both.', 'visit-together': 'Agree on a day after that.', 'take-lead': 'Who has the lead takes the first step. Call to hand it over warmly.', 'keep-eye': 'The other looks along and says when something changes.' },
    askTitle: 'Ask for backing', askWhat: 'What do you ask of {{name}}?', askSees: '{{name}} sees your question, and nobody else. Each works in their own field: you see nothing of what the other writes down.', askSend: 'Ask this',
    answerOpen: 'waits for an answer', accepted: 'yes, I will', acceptedMine: 'agreed to', refused: 'no: {{reason}}', other: 'something else proposed', accept: 'Yes, I will', refuse: 'No…', propose: 'Something else…',
    refuseTitle: 'Why not?', refuseText: '{{name}} sees which reason you choose.', refuseSend: 'Say no', proposeTitle: 'What can you do?', proposeText: '{{name}} sees your proposal and chooses.', proposeSend: 'Propose this',
    reason: { 'no-contact-now': 'I have no contact now either', 'no-time': 'I cannot do it in time', 'not-ours': 'this is not my field', 'family-objects': 'the family does not want this', 'not-safe': 'it is not safe' },
    pauseReason: { absent: 'I am away for a while', 'family-needs-time': 'the family needs time', 'waits-for-somebody': 'we wait for somebody', holiday: 'holiday' },
    pauseTitle: 'Stop the clock', pauseText: '{{name}} sees the reason and until when. After that the clock runs on.', pauseUntil: 'Until', pauseSend: 'Stop it',
    agreeTitle: 'Agree on something', agreeText: '{{name}} sees this. On that day it stands in My day, for both of you.', agreeWho: 'Who does it?', agreeWhat: 'What?', agreeOn: 'When?', agreeSend: 'Agree on this',
    by: { me: 'I', you: 'the other', both: 'together' }, what: { call: 'call', visit: 'visit', meet: 'speak to each other', write: 'send a letter or message', 'look-in': 'see how things are' },
    agreed: { me: 'You: {{what}} on {{date}}', you: '{{name}}: {{what}} on {{date}}', both: 'Together: {{what}} on {{date}}' }, calendar: 'Add to calendar', calendarTitle: 'Ruggensteun {{number}}', calendarNote: 'Agreement about signal {{number}}.',
    said: { ask: '{{who}}: {{what}}', text: '{{who}}', pause: '{{who}} stopped the clock until {{date}}: {{reason}}', followUpYes: '{{who}}: there is still contact', followUpNo: '{{who}}: there is no contact any more' },
    followUp: 'Is there still contact?', followUpText: 'Contact was restored. Two weeks later we ask whether it still is.', stillYes: 'Yes, still contact', stillNo: 'No, lost again', followUpDone: 'Thank you. {{name}} sees this too.', followUpReopened: 'The signal is open again. {{name}} sees this too.',
  },
  reach: { call: 'Call {{written}}', mail: 'Mail {{written}}', copy: 'Copy {{written}}', nothing: 'Does nothing happen? Then copy it.' },
  attempts: { title: 'Contact attempts', none: 'Nothing noted yet. Note here that you called or visited; it fills your signal by itself.', since: '{{words}}, since {{date}}.', today: 'Tried today', noted: 'Noted: {{way}}.', dropped: 'Removed: {{way}}.', filled: 'Filled in from what you noted, since {{date}}.' },
  clock: {
    label: 'Backing clock', due: 'Before {{date}}', late: 'That was due {{date}}', today: 'today', left_one: '1 day left', left_other: '{{count}} days left', over: 'late',
    speakYou: 'Your turn: get in touch with {{name}}.', speakOther: 'It is the turn of {{name}}, who will get in touch.', outcomeYou: 'Your turn: say how it ended.', outcomeOther: '{{name}} still has to say how it ended.', answerYou: 'Your turn: see whether you know this child.', yourStandIn: 'It is the turn of your stand-in: {{name}}.', anybody: 'We wait until somebody who knows the child answers.',
    standIn: 'It is the turn of the stand-in: {{name}}.', coordinator: 'It is now the turn of the coordinator of the neighbourhood team.', thenStandIn: 'If not, from {{date}} it is the turn of the stand-in: {{name}}.', thenCoordinator: 'If not, from {{date}} the coordinator of the neighbourhood team looks along.',
  },
  myDay: {
    title: 'My day', intro: 'Everything that waits for you, in one place. What is late comes first.', emptyTitle: 'Nothing waits for you', emptyText: 'When something comes, it stands here. You get a message if you want.', count_one: '1 thing waits for you', count_other: '{{count}} things wait for you', list: 'What waits for you',
    late: 'late', due: 'before {{date}}', dueToday: 'today', open: 'Open', before: 'Overdue', dueNow: 'Today', soon: 'Later', whenever: 'Without a date',
    kind: {
      'name-asked': '{{with}} asks for the name',
      'possible-match': 'Possibly in view with you', hint: 'Perhaps somebody of your list', asked: '{{with}} asks: {{ask}}', speak: 'Get in touch with {{with}}', outcome: 'Say how it ended with {{with}}', agreement: 'Agreement: {{what}}', agreementBoth: 'Agreement together: {{what}}',
      'follow-up': 'Is there still contact?', inform: 'Tell the parents or the young person', contradiction: 'Something does not fit together here: {{with}}', neighbourhood_one: '1 signal in the neighbourhood waits too long', neighbourhood_other: '{{count}} signals in the neighbourhood wait too long',
      'neighbourhood-answered_one': '1 signal was answered and has no outcome yet. Ask how it goes.', 'neighbourhood-answered_other': '{{count}} signals were answered and have no outcome yet. Ask how it goes.',
    },
  },
} as const
