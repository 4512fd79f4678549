/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdbool.h>
#include <string.h>

#include "app/people-read.h"
#include "base/error.h"

#define COLUMNS_MAX 200

typedef enum {
	COLUMN_NONE,
	COLUMN_NAME,
	COLUMN_GIVEN,
	COLUMN_FAMILY,
	COLUMN_ORG,
	COLUMN_EMAIL,
	COLUMN_PHONE,
	COLUMN_LANGUAGE,
	COLUMN_TIMEZONE,
	COLUMN_NOTE
} Column;

/* Folded, letters only: Outlook, Google and Thunderbird number and punctuate them, each in its way. */
static const struct {
	const char *word;
	Column column;
} columns[] = {
    {"name", COLUMN_NAME},
    {"fullname", COLUMN_NAME},
    {"displayname", COLUMN_NAME},
    {"anzeigename", COLUMN_NAME},
    {"contact", COLUMN_NAME},
    {"ansprechpartner", COLUMN_NAME},
    {"firstname", COLUMN_GIVEN},
    {"givenname", COLUMN_GIVEN},
    {"vorname", COLUMN_GIVEN},
    {"lastname", COLUMN_FAMILY},
    {"familyname", COLUMN_FAMILY},
    {"surname", COLUMN_FAMILY},
    {"nachname", COLUMN_FAMILY},
    {"org", COLUMN_ORG},
    {"organisation", COLUMN_ORG},
    {"organization", COLUMN_ORG},
    {"organizationname", COLUMN_ORG},
    {"company", COLUMN_ORG},
    {"firma", COLUMN_ORG},
    {"unternehmen", COLUMN_ORG},
    {"email", COLUMN_EMAIL},
    {"mail", COLUMN_EMAIL},
    {"emailaddress", COLUMN_EMAIL},
    {"emailadresse", COLUMN_EMAIL},
    {"emailvalue", COLUMN_EMAIL},
    {"primaryemail", COLUMN_EMAIL},
    {"secondaryemail", COLUMN_EMAIL},
    {"primäreemailadresse", COLUMN_EMAIL},
    {"sekundäreemailadresse", COLUMN_EMAIL},
    {"phone", COLUMN_PHONE},
    {"telefon", COLUMN_PHONE},
    {"tel", COLUMN_PHONE},
    {"phonenumber", COLUMN_PHONE},
    {"telefonnummer", COLUMN_PHONE},
    {"businessphone", COLUMN_PHONE},
    {"workphone", COLUMN_PHONE},
    {"companymainphone", COLUMN_PHONE},
    {"primaryphone", COLUMN_PHONE},
    {"homephone", COLUMN_PHONE},
    {"otherphone", COLUMN_PHONE},
    {"telefongeschäftlich", COLUMN_PHONE},
    {"telefonfirma", COLUMN_PHONE},
    {"telefonprivat", COLUMN_PHONE},
    {"haupttelefon", COLUMN_PHONE},
    {"weiterestelefon", COLUMN_PHONE},
    {"teldienstlich", COLUMN_PHONE},
    {"telprivat", COLUMN_PHONE},
    {"mobile", COLUMN_PHONE},
    {"mobil", COLUMN_PHONE},
    {"mobilephone", COLUMN_PHONE},
    {"mobiltelefon", COLUMN_PHONE},
    {"handy", COLUMN_PHONE},
    {"mobiltelnr", COLUMN_PHONE},
    {"phonevalue", COLUMN_PHONE},
    {"language", COLUMN_LANGUAGE},
    {"sprache", COLUMN_LANGUAGE},
    {"timezone", COLUMN_TIMEZONE},
    {"zeitzone", COLUMN_TIMEZONE},
    {"note", COLUMN_NOTE},
    {"notes", COLUMN_NOTE},
    {"notiz", COLUMN_NOTE},
    {"notizen", COLUMN_NOTE},
};

typedef struct Reader {
	const char *at;
	char separator;
	guint row; /* line of the file */
} Reader;

static bool fail(GError **error, guint row, const char *what)
{
	g_set_error(error, ERROR, ERROR_DATA, _("line %u: %s"), row, what);
	return false;
}

/* One cell; *last when its line ends behind it. */
static bool read_cell(Reader *reader, GString *cell, bool *last, GError **error)
{
	guint row = reader->row;
	bool quoted = *reader->at == '"';

	g_string_truncate(cell, 0);
	reader->at += quoted;
	for (; *reader->at; reader->at++) {
		char c = *reader->at;

		reader->row += c == '\n';
		if (quoted && c == '"') {
			if (reader->at[1] != '"') {
				quoted = false;
				continue;
			}
			reader->at++;
		} else if (!quoted && (c == reader->separator || c == '\n')) {
			break;
		} else if (!quoted && c == '\r' && (reader->at[1] == '\n' || !reader->at[1])) {
			continue;
		}
		g_string_append_c(cell, c);
	}
	if (quoted)
		return fail(error, row, _("the quotation mark that opens here is not closed"));
	*last = *reader->at != reader->separator;
	reader->at += *reader->at != '\0';
	return true;
}

/* Our own writing guards cells against spreadsheets. */
static char *cell_text(const GString *cell)
{
	const char *text = cell->str;

	if (text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]))
		text++;
	return g_strstrip(g_strdup(text));
}

static GPtrArray *read_row(Reader *reader, GError **error)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) cell = g_string_new(NULL);
	guint row = reader->row;

	for (bool last = false; !last;) {
		if (!read_cell(reader, cell, &last, error))
			return NULL;
		g_ptr_array_add(cells, cell_text(cell));
		if (cells->len > COLUMNS_MAX) {
			fail(error, row, _("there are more than 200 columns"));
			return NULL;
		}
	}
	return g_steal_pointer(&cells);
}

static Column column_of(const char *title)
{
	g_autofree char *lower = g_utf8_strdown(title, -1);
	g_autoptr(GString) word = g_string_new(NULL);

	for (const char *c = lower; *c; c++)
		if (!strchr(" -_.:()0123456789", *c))
			g_string_append_c(word, *c);
	for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
		if (g_str_equal(columns[i].word, word->str))
			return columns[i].column;
	return COLUMN_NONE;
}

static void put(char **place, const char *value)
{
	if (*value && !*place)
		*place = g_strdup(value);
}

/* Several addresses or numbers may share a cell. */
static void put_list(GPtrArray *list, const char *value)
{
	g_auto(GStrv) parts = g_regex_split_simple("\\s*(?:;|:::|\\n)\\s*", value, 0, 0);

	for (char **part = parts; *part; part++)
		if (*g_strstrip(*part))
			g_ptr_array_add(list, g_strdup(*part[0] == '\'' && part[0][1] == '+' ? *part + 1 : *part));
}

static Person *person_of(const GArray *kinds, const GPtrArray *cells, guint row)
{
	Person *person = person_new(row);
	g_autofree char *given = NULL, *family = NULL;

	for (guint i = 0; i < cells->len && i < kinds->len; i++) {
		const char *value = cells->pdata[i];

		switch (g_array_index(kinds, Column, i)) {
		case COLUMN_NAME:
			put(&person->name, value);
			break;
		case COLUMN_GIVEN:
			put(&given, value);
			break;
		case COLUMN_FAMILY:
			put(&family, value);
			break;
		case COLUMN_ORG:
			put(&person->org, value);
			break;
		case COLUMN_LANGUAGE:
			put(&person->language, value);
			break;
		case COLUMN_TIMEZONE:
			put(&person->timezone, value);
			break;
		case COLUMN_NOTE:
			put(&person->note, value);
			break;
		case COLUMN_EMAIL:
			put_list(person->emails, value);
			break;
		case COLUMN_PHONE:
			put_list(person->phones, value);
			break;
		case COLUMN_NONE:
			break;
		}
	}
	if (!person->name && (given || family))
		person->name = g_strstrip(g_strdup_printf("%s %s", given ? given : "", family ? family : ""));
	return person;
}

static char separator_of(const char *text)
{
	gsize length = strcspn(text, "\n");
	char best = ',';
	int most = 0;

	for (const char *each = ",;\t"; *each; each++) {
		int count = 0;

		for (gsize i = 0; i < length; i++)
			count += text[i] == *each;
		if (count > most) {
			most = count;
			best = *each;
		}
	}
	return best;
}

static bool has_content(const GPtrArray *cells)
{
	for (guint i = 0; i < cells->len; i++)
		if (*(char *)cells->pdata[i])
			return true;
	return false;
}

GPtrArray *people_read_csv(const char *text, GPtrArray *strange, GError **error)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	Reader reader = {.at = text, .separator = separator_of(text), .row = 1};
	g_autoptr(GPtrArray) head = read_row(&reader, error);
	g_autoptr(GArray) kinds = g_array_new(FALSE, FALSE, sizeof(Column));
	bool named = false;

	for (guint i = 0; head && i < head->len; i++) {
		Column kind = column_of(head->pdata[i]);

		named = named || kind == COLUMN_NAME || kind == COLUMN_GIVEN || kind == COLUMN_FAMILY;
		g_array_append_val(kinds, kind);
		if (kind == COLUMN_NONE && strange && *(char *)head->pdata[i])
			g_ptr_array_add(strange, g_strdup(head->pdata[i]));
	}
	if (head && !named)
		fail(error, 1, _("no column is called name (or first name, last name): neither vCard nor CSV"));
	if (!named)
		return NULL;
	while (*reader.at) {
		guint row = reader.row;
		g_autoptr(GPtrArray) cells = read_row(&reader, error);

		if (!cells)
			return NULL;
		if (has_content(cells))
			g_ptr_array_add(people, person_of(kinds, cells, row));
		if (people->len > PEOPLE_MAX) {
			fail(error, row, _("there are more than 100000 people"));
			return NULL;
		}
	}
	return g_steal_pointer(&people);
}
