/** The words of every mail in German. */
import type { MailTexts } from "./en.ts";

const days = (count: number) => (count === 1 ? "einen Tag" : `${count} Tage`);
const hours = (count: number) => (count === 1 ? "eine Stunde" : `${count} Stunden`);
const minutes = (count: number) => (count === 1 ? "eine Minute" : `${count} Minuten`);

export const de: MailTexts = {
  common: {
    hello: (name) => (name === "" ? "Hallo," : `Hallo ${name},`),
    fallback:
      "Wenn die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in den Browser:",
    footer: (origin) =>
      `Automatisch gesendet von Trackdesk unter ${origin}. Antworten an diese Adresse liest niemand.`,
    unknownPlace: "unbekannt",
  },
  welcome: {
    subject: "Willkommen bei Trackdesk",
    preheader: "Ihr Konto ist bereit. Hier fangen Sie an.",
    title: "Willkommen bei Trackdesk",
    text: "Ihr Konto ist bereit. Mit Trackdesk betreiben Sie Partnerprogramme oder verdienen an ihnen: Jeder Klick wird gezählt, jeder Verkauf wird dem gutgeschrieben, der ihn gebracht hat, und jede Provision sagt, warum.",
    action: "Trackdesk öffnen",
  },
  verifyEmail: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse",
    preheader: "Ein Klick, und Ihr Konto ist bereit.",
    title: "Ist das Ihre Adresse?",
    text: "Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört. Vorher können Sie sich nicht anmelden.",
    action: "Adresse bestätigen",
    note: (validHours) =>
      `Der Link gilt ${hours(validHours)}. Wenn Sie sich nicht bei Trackdesk registriert haben, brauchen Sie nichts zu tun.`,
  },
  passwordReset: {
    subject: "Wählen Sie ein neues Passwort",
    preheader: "Sie haben ein neues Passwort angefordert. Der Link gilt nur kurz.",
    title: "Wählen Sie ein neues Passwort",
    text: "Jemand, vermutlich Sie, hat für Ihr Konto ein neues Passwort angefordert. Über die Schaltfläche wählen Sie eines.",
    action: "Neues Passwort wählen",
    note: (validMinutes) =>
      `Der Link gilt einmal und ${minutes(validMinutes)} lang. Wenn Sie ihn nicht angefordert haben, lassen Sie diese Mail liegen: Ihr Passwort bleibt, wie es ist.`,
  },
  alreadyRegistered: {
    subject: "Sie haben bereits ein Konto",
    preheader: "Jemand hat sich mit Ihrer Adresse registriert. Zu ihr gibt es ein Konto.",
    title: "Sie haben bereits ein Konto",
    text: "Jemand, vielleicht Sie, hat sich gerade mit Ihrer E-Mail-Adresse bei Trackdesk registriert. Zu ihr gibt es bereits ein Konto, also wurde nichts geändert. Wenn Sie es waren, melden Sie sich an wie bisher, oder wählen Sie ein neues Passwort:",
    action: "Neues Passwort wählen",
    note: (validMinutes) =>
      `Der Link gilt einmal und ${minutes(validMinutes)} lang. Wenn Sie es nicht waren, müssen Sie nichts tun: Niemand kommt dadurch in Ihr Konto.`,
  },
  passwordChanged: {
    subject: "Ihr Passwort wurde geändert",
    preheader: "Waren Sie es, ist alles gut. Wenn nicht, handeln Sie jetzt.",
    title: "Ihr Passwort wurde geändert",
    text: (moment) =>
      `Das Passwort Ihres Kontos wurde geändert: ${moment}. Alle anderen Geräte wurden abgemeldet.`,
    warning:
      "Wenn Sie es nicht waren, kennt vielleicht jemand Ihr Passwort. Wählen Sie sofort ein neues:",
    action: "Neues Passwort wählen",
  },
  newSignIn: {
    subject: "Neue Anmeldung an Ihrem Konto",
    preheader: "Ihr Konto wurde auf einem Gerät geöffnet, das wir noch nicht kennen.",
    title: "Ein neues Gerät hat sich angemeldet",
    text: "Ihr Konto wurde auf einem Gerät geöffnet, das wir noch nicht kannten.",
    device: "Gerät",
    place: "Land",
    time: "Zeit",
    warning:
      "Waren Sie es, ist alles gut. Wenn nicht, melden Sie das Gerät ab und ändern Sie Ihr Passwort:",
    action: "Meine Geräte ansehen",
  },
  memberInvitation: {
    subject: (organization) => `Einladung zu ${organization} auf Trackdesk`,
    preheader: (inviter) => `${inviter} lädt Sie ins Team ein.`,
    title: (organization) => `Kommen Sie ins Team von ${organization}`,
    text: (inviter, organization, role) =>
      `${inviter} lädt Sie ein, auf Trackdesk für ${organization} zu arbeiten, ${role}.`,
    roles: {
      owner: "als Inhaberin oder Inhaber",
      admin: "mit der Rolle Admin",
      manager: "mit der Rolle Manager",
      viewer: "mit Leserechten",
    },
    action: "Einladung annehmen",
    note: (validDays) =>
      `Die Einladung gilt ${days(validDays)}. Wenn Sie nicht wissen, von wem sie kommt, brauchen Sie nichts zu tun.`,
  },
  affiliateInvitation: {
    subject: (program) => `Werden Sie Partner von ${program}`,
    preheader: (organization) => `${organization} lädt Sie in sein Partnerprogramm ein.`,
    title: (program) => `Werden Sie Partner von ${program}`,
    text: (organization, program) =>
      `${organization} lädt Sie in das Partnerprogramm ${program} ein: Sie empfehlen, und für das, was Sie bringen, erhalten Sie Provision.`,
    quoted: (organization) => `${organization} schreibt:`,
    action: "Programm ansehen",
    note: (validDays) =>
      `Die Einladung gilt ${days(validDays)}. Wenn sie nichts für Sie ist, brauchen Sie nichts zu tun.`,
  },
  applicationReceived: {
    subject: (name, program) => `${name} bewirbt sich bei ${program}`,
    preheader: "Eine neue Bewerbung wartet auf Ihre Entscheidung.",
    title: "Eine neue Bewerbung",
    text: (name, program) =>
      `${name} möchte Partner von ${program} werden. Sehen Sie sich die Bewerbung an und entscheiden Sie.`,
    action: "Bewerbung ansehen",
    note: "Sie bekommen diese Mail, weil Sie dieses Programm verwalten.",
  },
  applicationApproved: {
    subject: (program) => `Sie sind dabei: ${program}`,
    preheader: "Ihre Bewerbung wurde angenommen. Ihr erster Link ist einen Klick entfernt.",
    title: "Ihre Bewerbung wurde angenommen",
    text: (program) =>
      `Sie sind jetzt Partner von ${program}. Erstellen Sie Ihren ersten Link und fangen Sie an zu empfehlen; Klicks, Verkäufe und Provisionen sehen Sie, sobald sie eintreffen.`,
    action: "Ersten Link erstellen",
  },
  applicationRejected: {
    subject: (program) => `Ihre Bewerbung bei ${program}`,
    preheader: "Eine Antwort auf Ihre Bewerbung.",
    title: "Ihre Bewerbung wurde nicht angenommen",
    text: (program) =>
      `Danke für Ihr Interesse an ${program}. Diesmal wurde Ihre Bewerbung nicht angenommen.`,
    quoted: "Der Grund, in den Worten des Händlers:",
    close: "Ihr Konto und, falls Sie welche haben, Ihre anderen Programme bleiben, wie sie sind.",
  },
  accountLocked: {
    subject: "Ihr Konto ist vorübergehend gesperrt",
    preheader: "Zu viele falsche Passwörter. Es öffnet sich von selbst wieder.",
    title: "Zu viele falsche Passwörter",
    text: (lockedMinutes) =>
      `Jemand hat versucht, sich mit falschen Passwörtern an Ihrem Konto anzumelden. Zu seinem Schutz ist es ${minutes(lockedMinutes)} lang gesperrt und öffnet sich dann von selbst.`,
    warning:
      "Waren Sie es und haben das Passwort vergessen, wählen Sie ein neues. Waren Sie es nicht, ist ein neues Passwort trotzdem eine gute Idee:",
    action: "Neues Passwort wählen",
  },
  dataExportReady: {
    subject: "Ihre Daten sind bereit",
    preheader: "Die Kopie Ihrer Daten, um die Sie gebeten haben, kann heruntergeladen werden.",
    title: "Ihre Daten sind bereit",
    text: "Die Kopie Ihrer Daten, um die Sie gebeten haben, ist bereit. Melden Sie sich an, um sie herunterzuladen.",
    action: "Meine Daten herunterladen",
    note: (validDays) =>
      `Sie wird ${days(validDays)} aufbewahrt und dann gelöscht. Wenn Sie nicht darum gebeten haben, ändern Sie Ihr Passwort.`,
  },
  accountDeletionScheduled: {
    subject: "Ihr Konto wird gelöscht",
    preheader: "Sie können es noch zurücknehmen.",
    title: "Ihr Konto wird gelöscht",
    text: (moment) =>
      `Sie haben uns gebeten, Ihr Konto zu löschen. Zeitpunkt: ${moment}. Gelöscht werden Ihr Profil, Ihre Anmeldung und Ihre persönlichen Daten. Belege über Geld werden aufbewahrt, wie das Gesetz es verlangt, ohne Ihren Namen.`,
    warning:
      "Wenn Sie es sich anders überlegt oder nicht darum gebeten haben, behalten Sie Ihr Konto:",
    action: "Mein Konto behalten",
  },
};
