/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-contact.h"

#include <string.h>

#include "base/error.h"
#include "model/address.h"
#include "store/sql.h"
#include "store/store-contact-page.h"

#define COLUMNS                                                                                                        \
	"SELECT c.id, c.name, c.org, c.language, c.timezone, c.note, c.right_person, c.right_person_at, c.do_not_call,"  \
	" c.do_not_mail, c.created_at FROM contact c "

#define EMAILS_OF      "SELECT email FROM contact_email WHERE contact_id = $1 ORDER BY position"
#define PEOPLE_VERSION "people version"

static char *fold(const char *text)
{
	return g_utf8_casefold(text ? text : "", -1);
}

/* What a search looks into: name and organisation. */
static char *folded(const Contact *contact)
{
	g_autofree char *name = fold(contact->name);
	g_autofree char *org = fold(contact->org);

	return g_strdup_printf("%s\n%s", name, org);
}

static bool load_list(Store *store, const char *sql, int64_t id, GPtrArray *into, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, sql, "i", id);

	while (sql_next(store, row, error))
		g_ptr_array_add(into, row_text(row, 0));
	return !sql_failed(store);
}

static Contact *from_row(Store *store, Row *row, GError **error)
{
	g_autoptr(Contact) contact = contact_new(NULL);

	contact->id = row_int(row, 0);
	contact->name = row_text(row, 1);
	contact->org = row_text(row, 2);
	contact->language = row_text(row, 3);
	contact->timezone = row_text(row, 4);
	contact->note = row_text(row, 5);
	contact->right_person = (RightPerson)row_int(row, 6);
	contact->right_person_at = row_int(row, 7);
	contact->do_not_call = row_int(row, 8);
	contact->do_not_mail = row_int(row, 9);
	contact->created_at = row_int(row, 10);
	if (!load_list(store, EMAILS_OF, contact->id, contact->emails, error) ||
	    !load_list(store, "SELECT phone FROM contact_phone WHERE contact_id = $1 ORDER BY position", contact->id,
		       contact->phones, error))
		return NULL;
	return g_steal_pointer(&contact);
}

static Contact *one(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;

	return sql_next(store, owned, error) ? from_row(store, owned, error) : NULL;
}

static GPtrArray *all(Store *store, Row *row, GError **error)
{
	g_autoptr(Row) owned = row;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);

	if (!owned)
		return NULL;
	while (sql_next(store, owned, error)) {
		Contact *contact = from_row(store, owned, error);

		if (!contact)
			return NULL;
		g_ptr_array_add(found, contact);
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&found);
}

/* What says whose addresses are known: the watcher looks for older mail of theirs when it changes. */
static bool people_changed(Store *store, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO value (key, value) VALUES ($1, '1') ON CONFLICT (key) DO UPDATE SET"
		       " value = CAST(CAST(value.value AS BIGINT) + 1 AS TEXT)",
		       "s", PEOPLE_VERSION);
}

static bool has_emails(const GPtrArray *known, const GPtrArray *emails)
{
	bool same = known->len == emails->len;

	for (guint i = 0; same && i < known->len; i++)
		same = g_strcmp0(known->pdata[i], emails->pdata[i]) == 0;
	return same;
}

static bool put_lists(Store *store, const Contact *contact, bool is_new, GError **error)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);

	if (!load_list(store, EMAILS_OF, contact->id, known, error) ||
	    ((is_new || !has_emails(known, contact->emails)) && !people_changed(store, error)))
		return false;
	if (!sql_run(store, error, "DELETE FROM contact_email WHERE contact_id = $1", "i", contact->id) ||
	    !sql_run(store, error, "DELETE FROM contact_phone WHERE contact_id = $1", "i", contact->id))
		return false;
	for (guint i = 0; i < contact->emails->len; i++) {
		g_autofree char *email = address_normalise(contact->emails->pdata[i], error);
		g_autoptr(Contact) other = email ? store_contact_by_email(store, email, NULL) : NULL;

		if (!email)
			return false;
		if (other && other->id != contact->id) {
			g_set_error(error, ERROR, ERROR_DATA, "address \"%s\" belongs to %s (p%" G_GINT64_FORMAT ") already",
				    email, other->name, other->id);
			return false;
		}
		if (!sql_run(store, error,
			     "INSERT INTO contact_email (email, contact_id, position, domain) VALUES ($1, $2, $3, $4)"
			     " ON CONFLICT (email) DO NOTHING",
			     "siis", email, contact->id, INT(i), address_domain(email)))
			return false;
	}
	for (guint i = 0; i < contact->phones->len; i++)
		if (!sql_run(store, error,
			     "INSERT INTO contact_phone (contact_id, phone, position) VALUES ($1, $2, $3)"
			     " ON CONFLICT (contact_id, phone) DO NOTHING",
			     "isi", contact->id, contact->phones->pdata[i], INT(i)))
			return false;
	return true;
}

/* As they are stored, normalised: a page is searched with folded words. */
static bool put_page(Store *store, int64_t id, const char *search, GError **error)
{
	g_autoptr(GPtrArray) emails = g_ptr_array_new_with_free_func(g_free);

	return load_list(store, EMAILS_OF, id, emails, error) && contact_page_put(store, id, search, emails, error);
}

bool store_contact_add(Store *store, Contact *contact, GError **error)
{
	g_autofree char *search = folded(contact);
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	if (!transaction)
		return false;
	contact->id = sql_insert(store, error,
				 "INSERT INTO contact (name, folded, org, language, timezone, note, right_person,"
				 " right_person_at, do_not_call, do_not_mail, created_at)"
				 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
				 "ssssssiiiii", contact->name, search, contact->org, contact->language,
				 contact->timezone, contact->note, INT(contact->right_person), contact->right_person_at,
				 INT(contact->do_not_call), INT(contact->do_not_mail), contact->created_at);
	return contact->id && put_lists(store, contact, true, error) && put_page(store, contact->id, search, error) &&
	       transaction_commit(transaction, error);
}

bool store_contact_put(Store *store, const Contact *contact, GError **error)
{
	g_autofree char *search = folded(contact);
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	return transaction && stir_barred(store, contact->id, contact->do_not_call, error) &&
	       sql_run(store, error,
		       "UPDATE contact SET name = $1, folded = $2, org = $3, language = $4, timezone = $5, note = $6,"
		       " right_person = $7, right_person_at = $8, do_not_call = $9, do_not_mail = $10 WHERE id = $11",
		       "ssssssiiiii", contact->name, search, contact->org, contact->language, contact->timezone,
		       contact->note, INT(contact->right_person), contact->right_person_at, INT(contact->do_not_call),
		       INT(contact->do_not_mail), contact->id) &&
	       put_lists(store, contact, false, error) && put_page(store, contact->id, search, error) &&
	       transaction_commit(transaction, error);
}

Contact *store_contact_get(Store *store, int64_t id, GError **error)
{
	return one(store, sql_begin(store, error, COLUMNS "WHERE c.id = $1", "i", id), error);
}

Contact *store_contact_by_email(Store *store, const char *email, GError **error)
{
	return one(store,
		   sql_begin(store, error, COLUMNS "JOIN contact_email e ON e.contact_id = c.id WHERE e.email = $1", "s",
			     email),
		   error);
}

GPtrArray *store_contact_by_phone(Store *store, const char *e164, GError **error)
{
	return all(store,
		   sql_begin(store, error,
			     COLUMNS "JOIN contact_phone t ON t.contact_id = c.id WHERE t.phone = $1 ORDER BY c.id", "s",
			     e164),
		   error);
}

GPtrArray *store_contact_find(Store *store, const char *text, int limit, GError **error)
{
	g_autofree char *search = fold(text);
	g_auto(GStrv) words = g_strsplit_set(g_strstrip(search), " \t", -1);
	g_autoptr(GArray) ids = contact_page_find(store, words, false, search, (guint)limit, error);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)contact_free);

	for (guint i = 0; ids && i < ids->len; i++) {
		g_autoptr(GError) inner = NULL;
		Contact *contact = store_contact_get(store, g_array_index(ids, int64_t, i), &inner);

		/* nobody: forgotten meanwhile */
		if (contact)
			g_ptr_array_add(found, contact);
		if (inner) {
			g_propagate_error(error, g_steal_pointer(&inner));
			return NULL;
		}
	}
	return ids ? g_steal_pointer(&found) : NULL;
}

void contact_address_free(ContactAddress *address)
{
	if (!address)
		return;
	g_free(address->email);
	g_free(address->name);
	g_free(address->org);
	g_free(address);
}

static bool fits(Row *row, char **words)
{
	g_autofree char *name = row_text(row, 3);

	for (; *words; words++)
		if (!strstr(name, *words) && !strstr((const char *)sqlite3_column_text(row, 0), *words))
			return false;
	return true;
}

#define ADDRESSES "SELECT e.email, c.name, c.org, c.folded FROM contact c JOIN contact_email e ON e.contact_id = c.id "

static bool add_addresses(Store *store, Row *row, char **words, guint limit, GPtrArray *found, GError **error)
{
	g_autoptr(Row) owned = row;

	while (found->len < limit && sql_next(store, owned, error)) {
		if (!fits(owned, words))
			continue;
		ContactAddress *address = g_new0(ContactAddress, 1);
		address->email = row_text(owned, 0);
		address->name = row_text(owned, 1);
		address->org = row_text(owned, 2);
		g_ptr_array_add(found, address);
	}
	return owned && !sql_failed(store);
}

GPtrArray *store_contact_addresses(Store *store, const char *text, guint limit, GError **error)
{
	g_autofree char *search = fold(text);
	g_auto(GStrv) words = g_strsplit_set(g_strstrip(search), " \t", -1);
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)contact_address_free);

	if (!*search) {
		/* everybody, in order */
		Row *row = sql_begin(store, error, ADDRESSES "ORDER BY c.folded, c.id, e.position", "");

		return add_addresses(store, row, words, limit, found, error) ? g_steal_pointer(&found) : NULL;
	}
	g_autoptr(GArray) ids = contact_page_find(store, words, true, NULL, limit, error);
	for (guint i = 0; ids && i < ids->len && found->len < limit; i++) {
		Row *row = sql_begin(store, error, ADDRESSES "WHERE c.id = $1 ORDER BY e.position", "i",
				     g_array_index(ids, int64_t, i));

		if (!add_addresses(store, row, words, limit, found, error))
			return NULL;
	}
	return ids ? g_steal_pointer(&found) : NULL;
}

GPtrArray *store_contact_by_name(Store *store, const char *name, GError **error)
{
	g_autofree char *wanted = fold(name);
	g_autofree char *first = g_strdup_printf("%s\n", wanted), *beyond = g_strdup_printf("%s\v", wanted);

	/* folded() is the name, a line end, and the organisation */
	return all(store,
		   sql_begin(store, error,
			     COLUMNS "WHERE c.folded >= $1 AND c.folded < $2 ORDER BY c.name, c.id LIMIT 50", "ss",
			     first, beyond),
		   error);
}

bool store_contact_each(Store *store, ContactFunc each, gpointer data, GError **error)
{
	g_autoptr(GPtrArray) people =
		all(store, sql_begin(store, error, COLUMNS "ORDER BY c.folded, c.id", ""), error);

	for (guint i = 0; people && i < people->len; i++)
		if (!each(people->pdata[i], data))
			break;
	return people != NULL;
}

#define FIRST_CALL "coalesce((SELECT min(c.started_at) FROM call c WHERE c.contact_id = e.contact_id), 0)"

int64_t store_contact_first_call(Store *store, const char *email, GError **error)
{
	return sql_int(store, error, -1, "SELECT " FIRST_CALL " FROM contact_email e WHERE e.email = $1", "s", email);
}

GHashTable *store_contact_emails(Store *store, GError **error)
{
	g_autoptr(GHashTable) emails = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(Row) row = sql_begin(store, error, "SELECT e.email, " FIRST_CALL " FROM contact_email e", "");

	if (!row)
		return NULL;
	while (sql_next(store, row, error)) {
		int64_t first_call = row_int(row, 1);

		g_hash_table_insert(emails, row_text(row, 0), g_memdup2(&first_call, sizeof first_call));
	}
	return sql_failed(store) ? NULL : g_steal_pointer(&emails);
}

int64_t store_contact_version(Store *store, GError **error)
{
	return sql_int(store, error, 0, "SELECT CAST(value AS BIGINT) FROM value WHERE key = $1", "s", PEOPLE_VERSION);
}

#define HUNT_KEY "'hunt ' || $1 || ' ' || e.email"

GPtrArray *store_contact_unhunted(Store *store, const char *account, int limit, GError **error)
{
	g_autoptr(GPtrArray) emails = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Row) row = sql_begin(store, error,
				       "SELECT e.email FROM contact_email e WHERE NOT EXISTS"
				       " (SELECT 1 FROM value v WHERE v.key = " HUNT_KEY ") LIMIT $2",
				       "si", account, INT(limit));

	if (!row)
		return NULL;
	while (sql_next(store, row, error))
		g_ptr_array_add(emails, row_text(row, 0));
	return sql_failed(store) ? NULL : g_steal_pointer(&emails);
}

bool store_contact_hunted(Store *store, const char *account, const char *email, GError **error)
{
	return sql_run(store, error,
		       "INSERT INTO value (key, value) SELECT " HUNT_KEY ", 'done' FROM contact_email e"
		       " WHERE $2 IS NULL OR e.email = $2 ON CONFLICT (key) DO NOTHING",
		       "ss", account, email);
}

int64_t store_contact_id_by_email(Store *store, const char *email, GError **error)
{
	return sql_int(store, error, 0, "SELECT contact_id FROM contact_email WHERE email = $1", "s", email);
}

bool store_contact_has_domain(Store *store, const char *domain, GError **error)
{
	return *domain &&
	       sql_int(store, error, 0, "SELECT 1 FROM contact_email WHERE domain = $1 LIMIT 1", "s", domain) == 1;
}

bool store_contact_is_nameless(Store *store, GError **error)
{
	return sql_int(store, error, 0,
		       "SELECT 1 FROM contact c WHERE NOT EXISTS (SELECT 1 FROM contact_email e"
		       " WHERE e.contact_id = c.id) LIMIT 1",
		       "") == 1;
}

/* Mail first, because what the contact's calls and addresses point to is not known afterwards. Mail that belongs to
 * another contact's call stays, without this one's addresses. */
static const char *const drops[] = {
	"DELETE FROM message WHERE (id IN (SELECT l.message_id FROM link l JOIN call c ON c.id = l.call_id"
	" WHERE c.contact_id = $1) OR id IN (SELECT a.message_id FROM message_address a"
	" JOIN contact_email e ON e.email = a.email WHERE e.contact_id = $1))"
	" AND NOT EXISTS (SELECT 1 FROM link o JOIN call d ON d.id = o.call_id"
	" WHERE o.message_id = message.id AND d.contact_id <> $1)",
	"DELETE FROM message_address WHERE email IN (SELECT email FROM contact_email WHERE contact_id = $1)",
	"DELETE FROM outbox WHERE call_id IN (SELECT id FROM call WHERE contact_id = $1)"
	" OR id IN (SELECT r.outbox_id FROM outbox_recipient r JOIN contact_email e ON e.email = r.email"
	" WHERE e.contact_id = $1)",
	/* digests name everybody */
	"DELETE FROM outbox WHERE call_id = 0 AND origin = 0 AND $1 > 0",
	/* cards (kind 3) are still to be taken out of the mailbox */
	"DELETE FROM mark WHERE contact_id = $1 AND kind <> 3",
	"DELETE FROM draft WHERE call_id IN (SELECT id FROM call WHERE contact_id = $1)",
	/* keys such as "hunt ACCOUNT ADDRESS" */
	("DELETE FROM value WHERE EXISTS (SELECT 1 FROM contact_email e WHERE e.contact_id = $1"
	 " AND substr(key, length(key) - length(e.email)) = ' ' || e.email)"),
	"DELETE FROM contact WHERE id = $1",
};

bool store_contact_drop(Store *store, int64_t id, GError **error)
{
	g_autoptr(Transaction) transaction = transaction_join(store, error);

	for (gsize i = 0; i < G_N_ELEMENTS(drops); i++)
		if (!transaction || (i == 0 && !stir_written_to(store, id, error)) ||
		    !sql_run(store, error, drops[i], "i", id))
			return false;
	if (!contact_page_drop(store, id, error))
		return false;
	store->erased = true;
	return transaction_commit(transaction, error);
}
