/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

#include "base/error.h"
#include "store/sql.h"

#define APPLICATION_ID 0x636d6321 /* "cmc!" */

static const char *const steps[] = {
	/* 1: people, calls, appointments */
	"CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
	"CREATE TABLE contact (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL, org TEXT,"
	" language TEXT, timezone TEXT, note TEXT, right_person INTEGER NOT NULL, right_person_at BIGINT NOT NULL,"
	" do_not_call INTEGER NOT NULL, do_not_mail INTEGER NOT NULL, created_at BIGINT NOT NULL);"
	"CREATE TABLE contact_email (email TEXT PRIMARY KEY,"
	" contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE, position INTEGER NOT NULL);"
	"CREATE INDEX contact_email_contact ON contact_email(contact_id);"
	"CREATE TABLE contact_phone (contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,"
	" phone TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (contact_id, phone));"
	"CREATE INDEX contact_phone_phone ON contact_phone(phone);"
	"CREATE TABLE cycle (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,"
	" opened_at BIGINT NOT NULL, closed_at BIGINT);"
	"CREATE INDEX cycle_contact ON cycle(contact_id);"
	"CREATE TABLE call (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,"
	" cycle_id BIGINT NOT NULL REFERENCES cycle(id) ON DELETE CASCADE, appointment_id BIGINT, account TEXT,"
	" thread_id TEXT UNIQUE, started_at BIGINT NOT NULL, duration_s BIGINT NOT NULL, outcome INTEGER NOT NULL,"
	" inbound INTEGER NOT NULL, topic TEXT, promise TEXT, note TEXT, created_at BIGINT NOT NULL);"
	"CREATE INDEX call_contact ON call(contact_id, started_at);"
	"CREATE INDEX call_started ON call(started_at);"
	"CREATE INDEX call_cycle ON call(cycle_id);"
	"CREATE TABLE appointment (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE,"
	" cycle_id BIGINT NOT NULL REFERENCES cycle(id) ON DELETE CASCADE, call_id BIGINT NOT NULL, local TEXT NOT NULL,"
	" zone TEXT NOT NULL, at BIGINT NOT NULL, duration_s BIGINT NOT NULL, they_dial INTEGER NOT NULL, phone TEXT,"
	" topic TEXT, uid TEXT NOT NULL UNIQUE, sequence INTEGER NOT NULL, state INTEGER NOT NULL, risk TEXT,"
	" attempts INTEGER NOT NULL, created_at BIGINT NOT NULL);"
	"CREATE INDEX appointment_contact ON appointment(contact_id);"
	"CREATE INDEX appointment_cycle ON appointment(cycle_id);"
	"CREATE INDEX appointment_open ON appointment(state, at);"
	"CREATE TABLE appointment_event (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" appointment_id BIGINT NOT NULL REFERENCES appointment(id) ON DELETE CASCADE, at BIGINT NOT NULL,"
	" state INTEGER NOT NULL, local TEXT NOT NULL, zone TEXT NOT NULL, note TEXT);"
	"CREATE INDEX appointment_event_of ON appointment_event(appointment_id);",
	/* 2: mail */
	"CREATE TABLE mailbox (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL,"
	" role INTEGER NOT NULL,"
	" watched INTEGER NOT NULL, uidvalidity BIGINT NOT NULL, uidnext BIGINT NOT NULL, modseq BIGINT NOT NULL,"
	" any_keyword INTEGER NOT NULL, read_at BIGINT NOT NULL, error TEXT, UNIQUE (account, name));"
	"CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, fingerprint TEXT NOT NULL,"
	" outgoing INTEGER NOT NULL, depth INTEGER NOT NULL, at BIGINT NOT NULL, date BIGINT NOT NULL,"
	" received_at BIGINT NOT NULL, size_bytes BIGINT NOT NULL, subject TEXT, in_reply_to TEXT, refs TEXT,"
	" thread_index TEXT, kind INTEGER NOT NULL, evidence TEXT, original_message_id TEXT, absence_from TEXT,"
	" absence_until TEXT, absence_deputy TEXT, absence_phone TEXT, absence_left INTEGER, calendar_method TEXT,"
	" calendar_uid TEXT, calendar_sequence INTEGER, calendar_partstat TEXT, calendar_start BIGINT, calendar_zone TEXT,"
	" calendar_comment TEXT, text TEXT, quoted TEXT, attachments TEXT, opt_out INTEGER NOT NULL, error TEXT,"
	" UNIQUE (message_id, fingerprint));"
	"CREATE TABLE message_address (message_id BIGINT NOT NULL REFERENCES message(id) ON DELETE CASCADE,"
	" field TEXT NOT NULL, position INTEGER NOT NULL, email TEXT NOT NULL, shown TEXT, name TEXT,"
	" PRIMARY KEY (message_id, field, position));"
	"CREATE INDEX message_address_email ON message_address(email);"
	"CREATE TABLE message_recipient (message_id BIGINT NOT NULL REFERENCES message(id) ON DELETE CASCADE,"
	" position INTEGER NOT NULL, address TEXT, action TEXT, status TEXT, permanent INTEGER NOT NULL, diagnostic TEXT,"
	" PRIMARY KEY (message_id, position));"
	"CREATE TABLE place (mailbox_id BIGINT NOT NULL REFERENCES mailbox(id) ON DELETE CASCADE, uid BIGINT NOT NULL,"
	" message_id BIGINT NOT NULL REFERENCES message(id) ON DELETE CASCADE, flags INTEGER NOT NULL,"
	" PRIMARY KEY (mailbox_id, uid));"
	"CREATE INDEX place_message ON place(message_id);"
	"CREATE TABLE link (message_id BIGINT PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE,"
	" call_id BIGINT REFERENCES call(id) ON DELETE CASCADE, confidence INTEGER NOT NULL, reason TEXT,"
	" decided_by INTEGER NOT NULL, decided_at BIGINT NOT NULL, live INTEGER NOT NULL);"
	"CREATE INDEX link_call ON link(call_id);"
	"CREATE TABLE link_candidate (message_id BIGINT NOT NULL REFERENCES message(id) ON DELETE CASCADE,"
	" call_id BIGINT NOT NULL REFERENCES call(id) ON DELETE CASCADE, confidence INTEGER NOT NULL, reason TEXT,"
	" PRIMARY KEY (message_id, call_id));"
	"CREATE INDEX link_candidate_call ON link_candidate(call_id);",
	/* 3: what goes out, and marks */
	"CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, call_id BIGINT NOT NULL,"
	" message_id TEXT NOT NULL UNIQUE, sender TEXT NOT NULL, bytes BLOB NOT NULL, state INTEGER NOT NULL, lease TEXT,"
	" lease_until BIGINT NOT NULL, attempts INTEGER NOT NULL, next_at BIGINT NOT NULL, sent_uidvalidity BIGINT NOT NULL,"
	" sent_uidnext BIGINT NOT NULL, uncertain_at BIGINT NOT NULL, sent_checks INTEGER NOT NULL, error TEXT,"
	" created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);"
	"CREATE INDEX outbox_state ON outbox(account, state);"
	"CREATE INDEX outbox_call ON outbox(call_id);"
	"CREATE TABLE outbox_recipient (outbox_id BIGINT NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,"
	" email TEXT NOT NULL, position INTEGER NOT NULL, state INTEGER NOT NULL, code INTEGER NOT NULL, reply TEXT,"
	" PRIMARY KEY (outbox_id, email));"
	"CREATE TABLE draft (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, call_id BIGINT NOT NULL,"
	" message_id TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL, created_at BIGINT NOT NULL, stored_at BIGINT NOT NULL,"
	" error TEXT);"
	"CREATE TABLE mark (id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, contact_id BIGINT NOT NULL,"
	" appointment_id BIGINT NOT NULL, account TEXT NOT NULL, mailbox_id BIGINT NOT NULL, uidvalidity BIGINT NOT NULL,"
	" uid BIGINT NOT NULL, message_id TEXT, content TEXT, is_set INTEGER NOT NULL, person INTEGER NOT NULL,"
	" removed_by_person INTEGER NOT NULL);"
	"CREATE INDEX mark_place ON mark(mailbox_id, uid);",
	/* 4: what mail clients hand over */
	"ALTER TABLE outbox ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE outbox ADD COLUMN exit_code INTEGER NOT NULL DEFAULT 0;",
	/* 5: whom not to contact, who agreed to be mailed, what was reminded of */
	"CREATE TABLE block (hash TEXT PRIMARY KEY, calls INTEGER NOT NULL, mails INTEGER NOT NULL, at BIGINT NOT NULL);"
	"CREATE TABLE consent (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" contact_id BIGINT NOT NULL REFERENCES contact(id) ON DELETE CASCADE, call_id BIGINT NOT NULL,"
	" at BIGINT NOT NULL, wording TEXT NOT NULL);"
	"CREATE INDEX consent_contact ON consent(contact_id);"
	"ALTER TABLE appointment ADD COLUMN reminded_at BIGINT NOT NULL DEFAULT 0;",
	/* 6: whom today must look at: everybody, until it has seen that nothing waits; and what large stores ask for */
	"CREATE TABLE stirred (contact_id BIGINT PRIMARY KEY REFERENCES contact(id) ON DELETE CASCADE,"
	" token BIGINT NOT NULL);"
	"INSERT INTO stirred (contact_id, token) SELECT DISTINCT contact_id, 0 FROM call;"
	"CREATE INDEX link_doubtful ON link(message_id) WHERE confidence = 1 AND decided_by = 0;"
	"CREATE INDEX contact_folded ON contact(folded);"
	/* what stands behind the last at sign */
	"ALTER TABLE contact_email ADD COLUMN domain TEXT;"
	"UPDATE contact_email SET domain = replace(email, rtrim(email, replace(email, '@', '')), '');"
	"CREATE INDEX contact_email_domain ON contact_email(domain);",
	/* 7: the UIDs of mails in Maildirs */
	"CREATE TABLE maildir_uid (mailbox_id BIGINT NOT NULL REFERENCES mailbox(id) ON DELETE CASCADE,"
	" uid BIGINT NOT NULL, name BIGINT NOT NULL, PRIMARY KEY (mailbox_id, uid));",
	/* 8: what a search for people looks into (store-contact-page.c), 256 contacts a page */
	"CREATE TABLE contact_page (page BIGINT PRIMARY KEY, text TEXT NOT NULL);"
	"INSERT INTO contact_page (page, text) SELECT page, group_concat(line, '') FROM (SELECT c.id / 256 AS page,"
	" c.id || '\t' || replace(c.folded, '\n', '\t') || '\t' || coalesce((SELECT group_concat(e.email, ' ')"
	" FROM contact_email e WHERE e.contact_id = c.id), '') || '\n' AS line FROM contact c ORDER BY c.id) AS lines "
	"GROUP BY page;",
	/* 9: mails that ask not to be contacted */
	"CREATE INDEX message_opt_out ON message(id) WHERE opt_out = 1;",
};

#define NEWEST ((int)G_N_ELEMENTS(steps))

static int64_t pragma(Store *store, const char *sql, GError **error)
{
	return sql_int(store, error, -1, sql, "");
}

static bool not_a_store(Store *store, GError **error)
{
	g_set_error(error, ERROR, ERROR_CONFIG, "\"%s\" is not a store of cmc", store->path);
	return false;
}

/* Ours, or empty: all read of one state of the file, while others may be making it. */
static bool look(Store *store, GError **error)
{
	g_autoptr(GError) inner = NULL;
	int64_t version = pragma(store, "PRAGMA user_version", &inner);
	int64_t application = inner ? 0 : pragma(store, "PRAGMA application_id", &inner);
	int64_t tables = inner ? 0 : sql_int(store, &inner, 0, "SELECT count(*) FROM sqlite_master", "");

	if (inner) {
		g_propagate_error(error, g_steal_pointer(&inner));
		return false;
	}
	if (application != APPLICATION_ID && (application != 0 || version != 0 || tables != 0))
		return not_a_store(store, error);
	if (version < 0 || (application == APPLICATION_ID && version == 0))
		return not_a_store(store, error);
	if (version <= NEWEST)
		return true;
	g_set_error(error, ERROR, ERROR_CONFIG,
		    "store \"%s\" has version %" G_GINT64_FORMAT ", this cmc knows versions up to %d: update cmc",
		    store->path, version, NEWEST);
	return false;
}

bool schema_is_ours(Store *store, GError **error)
{
	if (sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
		sql_error(store, error);
		return false;
	}
	bool ours = look(store, error);
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return ours;
}

/* One step in one transaction; what is to be done is read inside it, as another program may have done it meanwhile. */
static bool step(Store *store, int *version, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_begin(store, error);

	if (!transaction || !look(store, error))
		return false;
	*version = (int)pragma(store, "PRAGMA user_version", NULL);
	if (*version == NEWEST)
		return true;
	g_autofree char *numbers =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID, *version + 1);
	if (sqlite3_exec(store->db, steps[*version], NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(store->db, numbers, NULL, NULL, NULL) != SQLITE_OK) {
		sql_error(store, error);
		return false;
	}
	++*version;
	return transaction_commit(transaction, error);
}

bool schema_migrate(Store *store, GError **error)
{
	int version = (int)pragma(store, "PRAGMA user_version", NULL);

	while (version < NEWEST)
		if (!step(store, &version, error))
			return false;
	return true;
}
