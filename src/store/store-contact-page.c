/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-contact-page.h"

#include <string.h>

/* Migration 8 knows this number, too. A page is about 20 kB: more make a change dear, fewer a search. */
#define CONTACTS_PER_PAGE 256

/* A line: "17\tanna beispiel\texample ltd\tanna@example.org anna@example.net\n" */
typedef struct Line {
	int64_t id;
	const char *folded, *emails, *end; /* name and organisation, then the addresses */
} Line;

typedef struct Hit {
	int64_t id;
	bool is_first;
	char *folded;
} Hit;

static Line parse(const char *begin)
{
	const char *end = begin + strcspn(begin, "\n"), *at = begin;
	const char *columns[3]; /* name, organisation, addresses; of a damaged line the end */

	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
		at += strcspn(at, "\t\n");
		at += at < end;
		columns[i] = at;
	}
	return (Line){g_ascii_strtoll(begin, NULL, 10), columns[0], columns[2], end};
}

/* Where the contact's line begins within text, or where text ends. */
static gsize find_line(const char *text, int64_t contact_id)
{
	const char *at = text;

	while (*at && g_ascii_strtoll(at, NULL, 10) != contact_id) {
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return (gsize)(at - text);
}

static GString *load(Store *store, int64_t page, GError **error)
{
	g_autoptr(Row) row = sql_begin(store, error, "SELECT text FROM contact_page WHERE page = $1", "i", page);
	bool found = sql_next(store, row, error);

	return sql_failed(store) ? NULL : g_string_new(found ? (const char *)sqlite3_column_text(row, 0) : "");
}

static bool replace(Store *store, int64_t contact_id, const char *line, GError **error)
{
	int64_t page = contact_id / CONTACTS_PER_PAGE;
	g_autoptr(GString) text = load(store, page, error);

	if (!text)
		return false;
	gsize begin = find_line(text->str, contact_id), size = strcspn(text->str + begin, "\n");
	size += text->str[begin + size] == '\n';
	/* most changes of a contact are of what no search looks into */
	if (strlen(line) == size && memcmp(text->str + begin, line, size) == 0)
		return true;
	g_string_erase(text, (gssize)begin, (gssize)size);
	g_string_append(text, line);
	return sql_run(store, error,
		       "INSERT INTO contact_page (page, text) VALUES ($1, $2)"
		       " ON CONFLICT (page) DO UPDATE SET text = excluded.text",
		       "is", page, text->str);
}

/* Neither name nor organisation holds a tab or a line end (text_check_line). */
bool contact_page_put(Store *store, int64_t contact_id, const char *folded, const GPtrArray *emails, GError **error)
{
	g_autoptr(GString) line = g_string_new(NULL);

	g_string_append_printf(line, "%" G_GINT64_FORMAT "\t%s\t", contact_id, folded);
	g_strdelimit(line->str, "\n", '\t');
	for (guint i = 0; i < emails->len; i++)
		g_string_append_printf(line, "%s%s", i ? " " : "", (const char *)emails->pdata[i]);
	g_string_append_c(line, '\n');
	return replace(store, contact_id, line->str, error);
}

bool contact_page_drop(Store *store, int64_t contact_id, GError **error)
{
	return replace(store, contact_id, "", error);
}

static bool has_all(const Line *line, char **words, bool in_emails)
{
	const char *end = in_emails ? line->end : line->emails;

	for (; *words; words++)
		if (!g_strstr_len(line->folded, end - line->folded, *words))
			return false;
	return true;
}

/* The lines of one page that have the words. Most pages have none of them: the first word is looked for in the whole.
 */
static void look_through(const char *text, char **words, bool in_emails, const char *first, GArray *hits)
{
	const char *at = words[0] ? text : NULL;

	while (at && (at = strstr(at, words[0]))) {
		const char *begin = at;

		while (begin > text && begin[-1] != '\n')
			begin--;
		Line line = parse(begin);
		if (has_all(&line, words, in_emails)) {
			Hit hit = {line.id, false, g_strndup(line.folded, (gsize)(line.emails - line.folded))};

			hit.is_first =
				first && g_str_has_prefix(hit.folded, first) && hit.folded[strlen(first)] == '\t';
			g_array_append_val(hits, hit);
		}
		at = line.end;
	}
}

static void hit_clear(Hit *hit)
{
	g_free(hit->folded);
}

static int compare(const Hit *a, const Hit *b)
{
	int order = strcmp(a->folded, b->folded);

	if (a->is_first != b->is_first)
		return a->is_first ? -1 : 1;
	return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

/* Each page is read once: to keep it costs more, in memory that is new to the process, than to read it. */
static void keep_kib(Store *store, int kib)
{
	g_autofree char *pragma = g_strdup_printf("PRAGMA cache_size = -%d", kib);

	sqlite3_exec(store->db, pragma, NULL, NULL, NULL);
}

GArray *contact_page_find(Store *store, char **words, bool in_emails, const char *first, guint limit, GError **error)
{
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(Hit));
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(Row) row = sql_begin(store, error, "SELECT text FROM contact_page", "");

	g_array_set_clear_func(hits, (GDestroyNotify)hit_clear);
	keep_kib(store, 256);
	while (sql_next(store, row, error))
		look_through((const char *)sqlite3_column_text(row, 0), words, in_emails, first, hits);
	keep_kib(store, CACHE_KIB);
	if (sql_failed(store))
		return NULL;
	g_array_sort(hits, (GCompareFunc)compare);
	for (guint i = 0; i < hits->len && i < limit; i++)
		g_array_append_val(ids, g_array_index(hits, Hit, i).id);
	return g_steal_pointer(&ids);
}
