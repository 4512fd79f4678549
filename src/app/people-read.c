/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people-read.h"

#include <glib/gi18n.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/when.h"

/* One property: "item1.EMAIL;TYPE=work:boris@example.org" */
typedef struct Property {
	char *name;    /* upper case, without group */
	char **params; /* upper case: "TYPE=WORK", "QUOTED-PRINTABLE" */
	char *value;
} Property;

static void property_clear(Property *property)
{
	g_free(property->name);
	g_strfreev(property->params);
	g_free(property->value);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Property, property_clear)

Person *person_new(guint row)
{
	Person *person = g_new0(Person, 1);

	person->row = row;
	person->emails = g_ptr_array_new_with_free_func(g_free);
	person->phones = g_ptr_array_new_with_free_func(g_free);
	return person;
}

void person_free(Person *person)
{
	if (!person)
		return;
	g_free(person->name);
	g_free(person->org);
	g_free(person->language);
	g_free(person->timezone);
	g_free(person->note);
	g_ptr_array_unref(person->emails);
	g_ptr_array_unref(person->phones);
	g_free(person);
}

static bool has_param(const Property *property, const char *word)
{
	for (char **param = property->params; *param; param++)
		if (g_str_equal(*param, word) ||
		    (g_str_has_prefix(*param, "ENCODING=") && g_str_equal(*param + 9, word)))
			return true;
	return false;
}

/* vCard 2.1 writes bytes as =C3=BC. */
static char *from_quoted_printable(const char *text)
{
	GString *bytes = g_string_new(NULL);

	for (; *text; text++) {
		if (*text == '=' && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2])) {
			g_string_append_c(bytes,
					  (char)(g_ascii_xdigit_value(text[1]) * 16 + g_ascii_xdigit_value(text[2])));
			text += 2;
		} else {
			g_string_append_c(bytes, *text);
		}
	}
	char *valid = g_utf8_make_valid(bytes->str, (gssize)strlen(bytes->str));
	g_string_free(bytes, TRUE);
	return valid;
}

/* The components of a value, "\," and "\n" resolved. */
static char **components(const char *value, char separator)
{
	GPtrArray *all = g_ptr_array_new();
	g_autoptr(GString) one = g_string_new(NULL);

	for (;; value++) {
		if (*value == '\\' && value[1]) {
			value++;
			g_string_append_c(one, *value == 'n' || *value == 'N' ? '\n' : *value);
		} else if (!*value || (separator && *value == separator)) {
			g_ptr_array_add(all, g_strstrip(g_strdup(one->str)));
			g_string_truncate(one, 0);
			if (!*value)
				break;
		} else {
			g_string_append_c(one, *value);
		}
	}
	g_ptr_array_add(all, NULL);
	return (char **)g_ptr_array_free(all, FALSE);
}

static bool parse_property(const char *line, Property *out)
{
	bool quoted = false;
	const char *colon = line;

	for (; *colon && (quoted || *colon != ':'); colon++)
		quoted ^= *colon == '"';
	if (!*colon || colon == line)
		return false;
	g_autofree char *head = g_strndup(line, (gsize)(colon - line));
	g_auto(GStrv) parts = g_strsplit(head, ";", -1);
	const char *dot = strrchr(parts[0], '.');
	out->name = g_ascii_strup(dot ? dot + 1 : parts[0], -1);
	GPtrArray *params = g_ptr_array_new();
	for (char **part = parts + 1; *part; part++)
		g_ptr_array_add(params, g_ascii_strup(*part, -1));
	g_ptr_array_add(params, NULL);
	out->params = (char **)g_ptr_array_free(params, FALSE);
	out->value = has_param(out, "QUOTED-PRINTABLE") ? from_quoted_printable(colon + 1) : g_strdup(colon + 1);
	return true;
}

static void put_once(char **place, char *value)
{
	if (*place || !*value)
		g_free(value);
	else
		*place = value;
}

static void take_name(Person *person, const char *value)
{
	g_auto(GStrv) parts = components(value, ';');
	const char *given = parts[0] && parts[1] ? parts[1] : "";

	put_once(&person->name, g_strstrip(g_strdup_printf("%s %s", given, parts[0] ? parts[0] : "")));
}

static void take_property(Person *person, const Property *property, char **formal)
{
	g_auto(GStrv) all = components(property->value, 0);
	const char *text = all[0];

	if (g_str_equal(property->name, "FN")) {
		put_once(&person->name, g_strdup(text));
	} else if (g_str_equal(property->name, "N")) {
		put_once(formal, g_strdup(property->value));
	} else if (g_str_equal(property->name, "ORG")) {
		g_auto(GStrv) parts = components(property->value, ';');
		put_once(&person->org, g_strdup(parts[0]));
	} else if (g_str_equal(property->name, "NOTE")) {
		put_once(&person->note, g_strdup(text));
	} else if (g_str_equal(property->name, "TZ")) {
		if (when_zone_known(text)) /* old cards have an offset there, which is no zone */
			put_once(&person->timezone, g_strdup(text));
	} else if (g_str_equal(property->name, "X-CMC-LANGUAGE")) {
		put_once(&person->language, g_strdup(text));
	} else if (g_str_equal(property->name, "EMAIL")) {
		g_ptr_array_add(person->emails,
				g_strdup(g_ascii_strncasecmp(text, "mailto:", 7) == 0 ? text + 7 : text));
	} else if (g_str_equal(property->name, "TEL") && !has_param(property, "TYPE=FAX") &&
		   !has_param(property, "FAX")) {
		g_ptr_array_add(person->phones, g_strdup(g_ascii_strncasecmp(text, "tel:", 4) == 0 ? text + 4 : text));
	}
}

/* Lines that were folded, or that quoted-printable continues, are one; NULL stands for each that was joined, so that
 * the numbers of the others stay. */
static void unfold(char **lines)
{
	char **first = NULL;

	for (char **line = lines; *line; line++) {
		gsize length = first ? strlen(*first) : 0;
		bool soft = length && (*first)[length - 1] == '=' && strcasestr(*first, "QUOTED-PRINTABLE");
		char *joined;

		g_strchomp(*line);
		if (!first || !(soft || **line == ' ' || **line == '\t')) {
			first = line;
			continue;
		}
		if (soft)
			(*first)[length - 1] = '\0';
		joined = g_strconcat(*first, soft ? *line : *line + 1, NULL);
		g_free(*first);
		*first = joined;
		**line = '\0';
	}
}

static bool fail(GError **error, guint row, const char *what)
{
	g_set_error(error, ERROR, ERROR_DATA, _("line %u: %s"), row, what);
	return false;
}

static bool read_line(GPtrArray *people, Person **person, char **formal, const char *line, guint row, GError **error)
{
	g_auto(Property) property = {0};

	if (!*line)
		return true;
	if (!parse_property(line, &property))
		return fail(error, row, _("no property of a vCard"));
	if (g_str_equal(property.name, "BEGIN")) {
		if (*person)
			return fail(error, row, _("a card begins inside another one"));
		*person = person_new(row);
	} else if (!*person) {
		return fail(error, row, _("outside of a card"));
	} else if (g_str_equal(property.name, "END")) {
		if (*formal)
			take_name(*person, *formal);
		g_clear_pointer(formal, g_free);
		g_ptr_array_add(people, g_steal_pointer(person));
		if (people->len > PEOPLE_MAX)
			return fail(error, row, _("there are more than 100000 people"));
	} else {
		take_property(*person, &property, formal);
	}
	return true;
}

static GPtrArray *read_vcards(const char *text, GError **error)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *formal = NULL;
	Person *person = NULL;
	bool good = true;

	unfold(lines);
	for (guint i = 0; good && lines[i]; i++)
		good = read_line(people, &person, &formal, lines[i], i + 1, error);
	if (good && person)
		good = fail(error, person->row, _("the card that begins here has no end"));
	person_free(person);
	return good ? g_steal_pointer(&people) : NULL;
}

/* By its byte order mark, else as UTF-8, else as Windows-1252. Caller owns; NULL when it is none of them, or no text. */
static char *decode(const char *bytes, gsize length, GError **error)
{
	bool marked = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	bool little = length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0;
	bool big = length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0;
	const char *charset = little ? "UTF-16LE" : big ? "UTF-16BE" : "WINDOWS-1252";
	gsize mark = marked ? 3 : little || big ? 2 : 0;
	bool is_utf8 = g_utf8_validate_len(bytes, length, NULL);
	g_autofree char *text = NULL;

	bytes += mark;
	length -= mark;
	text = is_utf8 ? g_strndup(bytes, length)
		       : g_convert(bytes, (gssize)length, "UTF-8", charset, NULL, &length, NULL);
	if (!text)
		g_set_error_literal(error, ERROR, ERROR_DATA, _("the file is neither UTF-8, UTF-16 nor Windows-1252"));
	else if (memchr(text, 0, length))
		g_set_error_literal(error, ERROR, ERROR_DATA, _("the file is no text"));
	else
		return g_steal_pointer(&text);
	return NULL;
}

GPtrArray *people_read(const char *bytes, gsize length, GPtrArray *strange, GError **error)
{
	if (length > PEOPLE_BYTES_MAX) {
		g_set_error_literal(error, ERROR, ERROR_DATA, _("the file is larger than 64 MB"));
		return NULL;
	}
	g_autofree char *text = decode(bytes, length, error);
	if (!text)
		return NULL;
	const char *start = text + strspn(text, " \t\r\n");
	return g_ascii_strncasecmp(start, "BEGIN:VCARD", strlen("BEGIN:VCARD")) == 0 ? read_vcards(text, error)
										     : people_read_csv(text, strange, error);
}
