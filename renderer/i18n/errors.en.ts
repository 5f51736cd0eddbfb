import type { errorsNl } from './errors.nl.ts'
import type { Words } from './words.ts'

export const errorsEn: Words<typeof errorsNl> = {
  error: {
    offline: 'There is no internet. Everything is safe on this laptop and leaves as soon as it can.',
    'relay-down': 'The municipality’s server cannot be reached. Nothing is lost; we keep trying.',
    'trustee-down':
      'The programme office’s server cannot be reached. New signals wait; the rest works. We keep trying.',
    'relay-garbage':
      'The municipality’s server gave an answer that is wrong. Nothing was sent and nothing is lost. Are you behind a wifi login page? Log in there first. Otherwise call your administrator.',
    'trustee-garbage':
      'The programme office’s server gave an answer that is wrong. Nothing was sent and nothing is lost. Call your administrator.',
    'relay-wrong-proof':
      'The municipality could not prove that it uses the right key. So nothing was sent. Call your administrator.',
    'trustee-wrong-proof':
      'The programme office could not prove that it uses the right key. So nothing was sent. Call your administrator.',
    'relay-other-log':
      'This is another server than before. We stopped, so that nothing is lost. Call your administrator.',
    'relay-lost-events':
      'The server lacks messages that were there before. We stopped, so that nothing is lost here. Call your administrator.',
    'device-refused':
      'This device may not take part any more. What was here is still here. Call your administrator.',
    'budget-exhausted':
      'Your organisation has used its room to recognise children for now. From {{until}} more is possible. What waits stays, and goes by itself then.',
    'relay-storage-full':
      'The municipality’s server is full. Everything is still on this laptop; we keep trying.',
    'relay-quota':
      'This device or your organisation has sent more today than it may. What waits is still on this laptop and leaves by itself tomorrow. Does this surprise you? Call your administrator.',
    'relay-busy':
      'The municipality’s server is busy. Everything is still on this laptop; we try again in a moment.',
    'upgrade-needed':
      'This version of Ruggensteun is too old for the server. Everything is still on this laptop. Update Ruggensteun or ask your administrator; after that it goes on by itself.',
    'server-too-old':
      'The server has not been updated yet and does not fit this version of Ruggensteun. Everything is still on this laptop. What waits leaves by itself once the server is updated.',
    'too-old-checkpoint': 'The server is too far behind. We wait until it has caught up. Nothing is lost.',
    'no-week-key': 'This week’s key is not there yet. Your signal waits and leaves by itself.',
    'carried-broken':
      'This file is not of Ruggensteun, or not whole. Nothing was taken from it and nothing is lost. Have it made and copied again.',
    'carried-elsewhere':
      'This file belongs to another municipality. Nothing was taken from it. Ask somebody of your own municipality.',
    'carried-gap':
      'The messages {{from}} to {{to}} are missing in this file. Nothing was taken from it. Make a new file here and have that read in; the answer will fit then.',
    'pdf-not-saved':
      'The PDF was not saved. Nothing changed. Choose another folder or make room on the disk, and try again.',
    'letter-not-loaded':
      'The letter could not be loaded. Nothing changed. Check whether there is internet and try again.',
    'screen-not-loaded':
      'This screen could not be loaded. Nothing changed. Check whether there is internet and try again.',
    'storage-full':
      'The disk of this laptop is full. This was not saved; what was there is still there. Make room and try again.',
    'storage-broken':
      'The storage on this laptop does not work well. This was not saved. Start the program again; if that does not help, call your administrator.',
    'storage-damaged':
      'The storage on this laptop is damaged and does not open. Nothing was wiped. Restart the computer. If that does not help, choose to restore.',
    'storage-lost':
      'This device had joined, but its storage is empty. Perhaps the disk was full, or somebody cleared the data of the browser. What was sent is still at the municipality.',
    'keychain-changed':
      'The keychain of this computer is another one than before, so the key of this device does not open. Your data is still there. Log in to the computer as before, or call your administrator.',
    'keychain-missing':
      'This computer has no keychain now, so the key of this device does not open. Your data is still there. Log out and log in to the computer as before, or call your administrator.',
    'tls-intercepted':
      'Something between this laptop and {{server}} reads along or poses as that server. So nothing was sent. Nothing is lost. Ask your IT administrator not to open {{server}} in the web filter.',
    'second-window':
      'Ruggensteun is already open in another window. Use that window, or close it and load this again.',
    'wrong-passphrase': 'This passphrase is wrong. Nothing changed. Try again.',
    'vault-unreadable':
      'The key of this device cannot be read. Your data is still there, but closed. Call your administrator.',
    locked: 'Ruggensteun is locked. Unlock first.',
    'newer-data': 'This data belongs to a newer version. Nothing changed. Update the program.',
    'weak-secret':
      'This code is too short or too easy to guess. Nothing was changed. Choose a PIN of at least 6 digits that differ or a sentence of at least 10 characters.',
    'device-file-broken':
      'This is no valid device file. Nothing changed. Ask your administrator for a new one.',
    'file-empty': 'This file is empty. Your list has not changed. Choose another file.',
    'file-too-large':
      'This file is {{megabytes}} MB; it may be {{limit}} MB. Your list has not changed. Remove columns or make two files.',
    'file-encoding':
      'This file cannot be read as text. Your list has not changed. Save it as CSV (UTF-8) and choose it again.',
    'file-no-header':
      'The first line has no column names that we know. Your list has not changed. Put at the top for example: Roepnaam;Achternaam;Geboortedatum.',
    'file-missing-columns':
      'These columns are missing: {{columns}}. Your list has not changed. Add them and choose the file again.',
    'file-broken-quotes':
      'On row {{row}} the quotes are wrong. Your list has not changed. Mend that row and choose the file again.',
    'file-other-kind':
      'This is a {{what}} file. Your list has not changed. Open it in the program it comes from and save it as XLSX or CSV.',
    'file-old-excel':
      'This is an old Excel file (.xls). Your list has not changed. Open it in Excel, choose Save as, and save it as XLSX.',
    'file-password':
      'This file has a password. Your list has not changed. Open it in Excel, remove the password and save it as XLSX.',
    'file-broken':
      'This file is damaged. Your list has not changed. Open it in Excel, save it as XLSX again and choose it once more.',
    'file-unsafe':
      'This file grows far too large when unpacked. That is why we do not read it. Your list has not changed. Make a new export from your own system.',
    'file-doctype':
      'This file has XML rules of its own (DTD). That can be dangerous, so we do not read it. Your list has not changed. Make a new export from your own system.',
    'file-xml-broken':
      'On line {{line}} the XML is wrong. Your list has not changed. Make a new export from your own system.',
    'file-too-many-rows':
      'This file has too many rows or columns: {{rows}} and {{columns}} are allowed. Your list has not changed. Make two files of it.',
    'import-ended': 'This reading in has stopped. Your list has not changed. Choose the file again.',
    'undo-gone':
      'This cannot be undone any more: it is too long ago, or it was done already. Nothing changed.',
    bsn: 'This looks like a BSN. Take it out: a BSN never belongs here. Nothing was saved and nothing was sent.',
    'child-incomplete':
      'Something about this child is not right yet. It was not saved. Look at the red fields.',
    'directory-refused':
      "The municipality's server did not accept this. Nothing was changed. Try again; if it stays, call your administrator.",
    'invite-unknown':
      'This code is wrong, was used or has expired. Nothing was changed. Check the code, or ask for a new one.',
    'invite-broken':
      'This invitation was changed on its way. Nothing was changed on this device. Ask for a new code and call your administrator.',
    'too-many-tries':
      'There were too many tries. Nothing was lost. Wait {{seconds}} seconds and then try again.',
    'device-revoked':
      'This device was revoked. All data and keys were wiped here. Ask your administrator for a new code.',
    'not-your-role': 'This is not part of your role. Nothing was changed. Ask your administrator.',
    'dpia-missing':
      'Your organisation has not yet filled in its DPIA and data protection officer. What you filled in was kept. Your administrator fills that in under Administration; after that you can work.',
    'last-administrator':
      'This is the last administrator. Nothing was changed. Make somebody else an administrator first.',
    'already-moved':
      'This file was used before, or the old device was revoked. Nothing was changed. Ask your administrator for a new code.',
    'secrecy-unknown': 'First say whether you have professional secrecy. Nothing was sent now.',
    'secrecy-weighing':
      'You have professional secrecy. First choose why you may share this. You have shared nothing yet.',
    'unsafe-since':
      'Meanwhile somebody said that it is not safe. It was not sent. Do not speak with the parents, and take advice first.',
    'no-attempt': 'First choose what you tried. You have shared nothing yet.',
    'no-coordinator':
      'Nobody coordinates this neighbourhood, so nobody can pass it on without your name. Nothing was sent. Call Veilig Thuis or choose another answer.',
    'date-in-past': 'That day has passed. Choose today or later. Nothing was sent.',
    'date-in-future':
      'The day of last contact lies in the future. You have shared nothing yet. Choose an earlier day.',
    'date-out-of-bounds':
      'That day cannot be right. Look at the year. Nothing was saved and nothing was sent.',
    'date-missing': 'Fill in since when you lost contact. You have shared nothing yet.',
    'date-too-old': 'That day is more than three years ago. Is the year right? You have shared nothing yet.',
    'unknown-child': 'This child is no longer on your list. Nothing was sent. Choose it again.',
    'unknown-signal': 'This signal is gone. Perhaps its day had come.',
    'too-many-children': 'At most {{limit}} children fit in one signal. Nothing was sent. Make two of it.',
    'not-allowed': 'This is not possible now. Nothing changed.',
    'tokens-missing':
      'The recognition of this child is still being made. Your signal waits and leaves by itself.',
    'already-closed': 'This signal was closed already. Nothing changed.',
    unexpected:
      'Something went wrong that we do not know. What you had saved is still there. Try again; if it stays, call your administrator.',
  },
}
