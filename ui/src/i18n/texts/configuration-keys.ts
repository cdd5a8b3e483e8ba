/** What each key of the configuration is called and does. */
import type { Texts } from "../language.tsx";

const en = {
  read_only: { label: "Read-only", help: "Nothing can be pushed, deleted or changed; pulls go on." },
  project_creation_restriction: {
    label: "Who may make projects",
    choices: { everyone: "Everybody who is signed in", adminonly: "System administrators only" },
  },
  quota_per_project_enable: { label: "Enforce quotas", help: "Switched off, use is still counted, and nothing is refused for it." },
  storage_per_project: { label: "Quota of new projects", help: "Projects that are there keep theirs." },
  banner_message: { label: "Banner" },
  session_timeout: { label: "Session of the portal", help: "After so long without a click one signs in again." },
  token_expiration: { label: "Tokens of clients", help: "How long what docker and others are given is good." },
  robot_token_duration: { label: "Robot accounts", help: "How long a new robot is good when nobody says otherwise." },
  robot_name_prefix: { label: "Prefix of robots' names", help: "Lower-case letters and digits, with one of $ @ _ . - at its end." },
  audit_log_forward_endpoint: {
    label: "Forward to",
    help: "Syslog (host:port, tcp://host:port, tls://host:port) or an HTTPS address that takes JSON; four at most. Each is tried when it is saved.",
  },
  audit_log_forward_authorization: {
    label: "Authorization for HTTPS",
    help: "Sent as the Authorization header, for example: Bearer and a token.",
  },
  skip_audit_log_database: {
    label: "Keep it elsewhere only",
    help: "What every endpoint has taken is dropped here, and the pages of the log stay empty.",
  },
  disabled_audit_log_event_types: { label: "Not recorded", help: "Events that the log leaves out." },
  pull_count_update_disable: { label: "Do not count pulls", help: "Lists and statistics then show no new ones." },
  pull_time_update_disable: {
    label: "Do not note the time of the last pull",
    help: "Rules of retention that look at it then see what it was before.",
  },
  pull_audit_log_disable: { label: "Do not record pulls in the audit log" },
  allowed_hosts: {
    label: "Allowed private hosts",
    help: "The site speaks to no private address unless it is named here, as it is written in a URL.",
  },
  replication_concurrency: { label: "Replications at once", help: "For each registry on the other side." },
  replication_chunk_mib: { label: "Replication's chunk", help: "Large blobs are sent in parts of this size." },
  auth_mode: {
    label: "Accounts come from",
    help: "Accounts of this site stay good in any case.",
    choices: { db_auth: "This site alone", ldap_auth: "This site and a directory (LDAP, Active Directory)" },
  },
  ldap_url: {
    label: "Address of the directory",
    help: "Several with spaces between: the next one is asked when one does not answer. Port 636 means TLS. Empty where the bridge's file says it.",
  },
  ldap_start_tls: { label: "StartTLS", help: "Begins plain (ldap://) and changes to TLS before anything is sent." },
  ldap_verify_cert: { label: "Verify the certificate", help: "Switched off, any certificate is believed: for a trial only." },
  ldap_ca_certificate: {
    label: "Further authorities",
    help: "PEM text of who signed the directory's certificate, unless it is a public one.",
  },
  ldap_timeout: { label: "Time-out", help: "For each connection and query; a log-in as a whole has twice as long." },
  ldap_search_dn: {
    label: "DN of the search account",
    help: "It may read people and groups, nothing more. Empty: the directory lets anybody read.",
  },
  ldap_search_password: { label: "Its password", help: "Kept sealed, and never shown again." },
  ldap_base_dn: { label: "Base of people", help: "People are looked for here." },
  ldap_scope: {
    label: "How deep",
    choices: { "2": "The base and everything below", "1": "Entries right below it", "0": "The base alone" },
  },
  ldap_uid: { label: "Attribute people sign in with", help: "uid; sAMAccountName in Active Directory; or mail." },
  ldap_filter: { label: "Who may sign in", help: "A filter. Whoever does not pass it is refused within a minute. Empty: everybody there." },
  ldap_group_base_dn: { label: "Base of groups", help: "Empty: the base of people." },
  ldap_group_search_scope: {
    label: "How deep for groups",
    choices: { "2": "The base and everything below", "1": "Entries right below it", "0": "The base alone" },
  },
  ldap_group_search_filter: { label: "Which groups count", help: "A filter. Empty: all." },
  ldap_group_attribute_name: { label: "Attribute with a group's name", help: "Empty: cn." },
  ldap_group_membership_attribute: {
    label: "Attribute with somebody's groups",
    help: "Where an entry says nothing in it, groups are searched by their members.",
  },
  ldap_group_nested: { label: "Groups in groups count" },
  ldap_group_admin_dn: { label: "Group of administrators", help: "Who is in this group administrates the site." },
  ldap_lockout_attempts: {
    label: "Refused log-ins of a name in 30 minutes",
    help: "After so many the directory is not asked any more, so that it does not lock the account: keep it below the directory's own number. 0: no bound.",
  },
};

interface Words {
  readonly label: string;
  readonly help?: string;
  readonly choices?: Readonly<Record<string, string>>;
}

const de: Record<keyof typeof en, Words> = {
  read_only: { label: "Schreibgeschützt", help: "Nichts kann gepusht, gelöscht oder geändert werden; Pulls gehen weiter." },
  project_creation_restriction: {
    label: "Wer Projekte anlegen darf",
    choices: { everyone: "Alle, die angemeldet sind", adminonly: "Nur Systemadministratoren" },
  },
  quota_per_project_enable: {
    label: "Kontingente durchsetzen",
    help: "Ausgeschaltet wird weiter gezählt, aber nichts deswegen abgelehnt.",
  },
  storage_per_project: { label: "Kontingent neuer Projekte", help: "Vorhandene Projekte behalten ihres." },
  banner_message: { label: "Banner" },
  session_timeout: { label: "Sitzung des Portals", help: "Nach so langer Zeit ohne Klick meldet man sich neu an." },
  token_expiration: { label: "Tokens von Clients", help: "Wie lange gilt, was docker und andere bekommen." },
  robot_token_duration: { label: "Roboterkonten", help: "Wie lange ein neuer Roboter gilt, wenn niemand etwas anderes sagt." },
  robot_name_prefix: { label: "Vorsilbe der Roboternamen", help: "Kleinbuchstaben und Ziffern, am Ende eines von $ @ _ . -" },
  audit_log_forward_endpoint: {
    label: "Weiterleiten an",
    help: "Syslog (host:port, tcp://host:port, tls://host:port) oder eine HTTPS-Adresse, die JSON nimmt; höchstens vier. Beim Speichern wird jede probiert.",
  },
  audit_log_forward_authorization: {
    label: "Authorization für HTTPS",
    help: "Wird als Authorization-Header gesendet, zum Beispiel: Bearer und ein Token.",
  },
  skip_audit_log_database: {
    label: "Nur anderswo aufbewahren",
    help: "Was jeder Empfänger hat, wird hier verworfen, und die Seiten des Protokolls bleiben leer.",
  },
  disabled_audit_log_event_types: { label: "Nicht aufgezeichnet", help: "Ereignisse, die das Protokoll auslässt." },
  pull_count_update_disable: { label: "Pulls nicht zählen", help: "Listen und Statistik zeigen dann keine neuen." },
  pull_time_update_disable: {
    label: "Zeit des letzten Pulls nicht notieren",
    help: "Aufbewahrungsregeln, die darauf sehen, sehen dann den alten Stand.",
  },
  pull_audit_log_disable: { label: "Pulls nicht ins Audit-Protokoll schreiben" },
  allowed_hosts: {
    label: "Erlaubte private Hosts",
    help: "Die Site spricht keine private Adresse an, die nicht hier steht, so wie sie in einer URL geschrieben wird.",
  },
  replication_concurrency: { label: "Replikationen zugleich", help: "Je Registry auf der anderen Seite." },
  replication_chunk_mib: { label: "Stückgröße der Replikation", help: "Große Blobs werden in Teilen dieser Größe gesendet." },
  auth_mode: {
    label: "Konten kommen von",
    help: "Konten dieser Site gelten in jedem Fall weiter.",
    choices: { db_auth: "Dieser Site allein", ldap_auth: "Dieser Site und einem Verzeichnis (LDAP, Active Directory)" },
  },
  ldap_url: {
    label: "Adresse des Verzeichnisses",
    help: "Mehrere mit Leerzeichen dazwischen: Antwortet eines nicht, wird das nächste gefragt. Port 636 heißt TLS. Leer, wenn die Datei der Bridge sie nennt.",
  },
  ldap_start_tls: { label: "StartTLS", help: "Beginnt offen (ldap://) und wechselt zu TLS, ehe etwas gesendet wird." },
  ldap_verify_cert: { label: "Zertifikat prüfen", help: "Ausgeschaltet wird jedes Zertifikat geglaubt: nur zum Probieren." },
  ldap_ca_certificate: {
    label: "Weitere Zertifizierungsstellen",
    help: "PEM-Text dessen, der das Zertifikat des Verzeichnisses signiert hat, wenn es kein öffentlicher ist.",
  },
  ldap_timeout: { label: "Zeitgrenze", help: "Je Verbindung und Abfrage; eine ganze Anmeldung hat doppelt so lange." },
  ldap_search_dn: {
    label: "DN des Suchkontos",
    help: "Darf Personen und Gruppen lesen, sonst nichts. Leer: Das Verzeichnis lässt alle lesen.",
  },
  ldap_search_password: { label: "Dessen Passwort", help: "Wird versiegelt aufbewahrt und nie wieder gezeigt." },
  ldap_base_dn: { label: "Basis der Personen", help: "Hier werden Personen gesucht." },
  ldap_scope: {
    label: "Wie tief",
    choices: { "2": "Die Basis und alles darunter", "1": "Einträge direkt darunter", "0": "Die Basis allein" },
  },
  ldap_uid: { label: "Attribut, mit dem man sich anmeldet", help: "uid; in Active Directory sAMAccountName; oder mail." },
  ldap_filter: {
    label: "Wer sich anmelden darf",
    help: "Ein Filter. Wer ihn nicht erfüllt, wird binnen einer Minute abgewiesen. Leer: alle, die dort sind.",
  },
  ldap_group_base_dn: { label: "Basis der Gruppen", help: "Leer: die Basis der Personen." },
  ldap_group_search_scope: {
    label: "Wie tief bei Gruppen",
    choices: { "2": "Die Basis und alles darunter", "1": "Einträge direkt darunter", "0": "Die Basis allein" },
  },
  ldap_group_search_filter: { label: "Welche Gruppen zählen", help: "Ein Filter. Leer: alle." },
  ldap_group_attribute_name: { label: "Attribut mit dem Namen einer Gruppe", help: "Leer: cn." },
  ldap_group_membership_attribute: {
    label: "Attribut mit jemandes Gruppen",
    help: "Wo ein Eintrag darin nichts sagt, werden Gruppen nach ihren Mitgliedern gesucht.",
  },
  ldap_group_nested: { label: "Gruppen in Gruppen zählen" },
  ldap_group_admin_dn: { label: "Gruppe der Administratoren", help: "Wer in dieser Gruppe ist, verwaltet die Site." },
  ldap_lockout_attempts: {
    label: "Abgewiesene Anmeldungen eines Namens in 30 Minuten",
    help: "Nach so vielen wird das Verzeichnis nicht mehr gefragt, damit es das Konto nicht sperrt: unter der Zahl des Verzeichnisses halten. 0: keine Grenze.",
  },
};

export const configurationKeys: Texts<Readonly<Record<string, Words>>> = { en, de };
