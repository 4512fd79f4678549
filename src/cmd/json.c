/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/json.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

#include "base/library.h"
#include "base/text.h"
#include "base/when.h"
#include "model/id.h"

#define LIBRARY "libjson-glib-1.0.so.0"

/* What is used of json-glib and of GObject below it. */
static struct {
	typeof(json_builder_new) *new;
	typeof(json_builder_begin_object) *begin_object, *end_object, *begin_array, *end_array, *add_null;
	typeof(json_builder_set_member_name) *name, *add_text;
	typeof(json_builder_add_int_value) *add_int;
	typeof(json_builder_add_boolean_value) *add_bool;
	typeof(json_builder_get_root) *root;
	typeof(json_to_string) *to_string;
	typeof(json_node_unref) *node_unref;
	typeof(g_object_unref) *unref;
} glib;

bool json_load(GError **error)
{
	const LibraryRow rows[] = {
		{"json_builder_new", (gpointer *)&glib.new},
		{"json_builder_begin_object", (gpointer *)&glib.begin_object},
		{"json_builder_end_object", (gpointer *)&glib.end_object},
		{"json_builder_begin_array", (gpointer *)&glib.begin_array},
		{"json_builder_end_array", (gpointer *)&glib.end_array},
		{"json_builder_add_null_value", (gpointer *)&glib.add_null},
		{"json_builder_set_member_name", (gpointer *)&glib.name},
		{"json_builder_add_string_value", (gpointer *)&glib.add_text},
		{"json_builder_add_int_value", (gpointer *)&glib.add_int},
		{"json_builder_add_boolean_value", (gpointer *)&glib.add_bool},
		{"json_builder_get_root", (gpointer *)&glib.root},
		{"json_to_string", (gpointer *)&glib.to_string},
		{"json_node_unref", (gpointer *)&glib.node_unref},
		{"g_object_unref", (gpointer *)&glib.unref},
	};

	return library_load(LIBRARY, rows, G_N_ELEMENTS(rows), error);
}

Json *json_begin(void)
{
	g_autoptr(GError) error = NULL;

	if (!json_load(&error))
		g_error("%s", error->message); /* main.c has loaded it */
	Json *json = glib.new();
	json_open(json, NULL);
	json_int(json, "v", 1);
	return json;
}

void json_done(Json *json)
{
	json_close(json);

	JsonNode *root = glib.root(json);
	g_autofree char *text = glib.to_string(root, FALSE);
	fputs(text, stdout);
	fputc('\n', stdout);
	glib.node_unref(root);
	json_drop(json);
}

void json_drop(Json *json)
{
	if (json)
		glib.unref(json);
}

void json_open(Json *json, const char *name)
{
	if (name)
		glib.name(json, name);
	glib.begin_object(json);
}

void json_close(Json *json)
{
	glib.end_object(json);
}

void json_list(Json *json, const char *name)
{
	glib.name(json, name);
	glib.begin_array(json);
}

void json_item(Json *json, const char *value)
{
	g_autofree char *safe = text_safe(value, true);

	glib.add_text(json, safe);
}

void json_list_end(Json *json)
{
	glib.end_array(json);
}

void json_null(Json *json, const char *name)
{
	glib.name(json, name);
	glib.add_null(json);
}

void json_text(Json *json, const char *name, const char *value)
{
	if (!value) {
		json_null(json, name);
		return;
	}
	glib.name(json, name);
	json_item(json, value);
}

void json_id(Json *json, const char *name, char letter, int64_t id)
{
	g_autofree char *text = id ? id_format((IdLetter)letter, id) : NULL;

	json_text(json, name, text);
}

void json_time(Json *json, const char *name, int64_t at, const char *zone)
{
	g_autofree char *text = at ? when_iso(at, zone) : NULL;

	json_text(json, name, text);
}

void json_bool(Json *json, const char *name, bool value)
{
	glib.name(json, name);
	glib.add_bool(json, value);
}

void json_int(Json *json, const char *name, int64_t value)
{
	glib.name(json, name);
	glib.add_int(json, value);
}

void json_strings(Json *json, const char *name, const GPtrArray *strings)
{
	json_list(json, name);
	for (guint i = 0; strings && i < strings->len; i++)
		json_item(json, strings->pdata[i]);
	json_list_end(json);
}

void json_contact(Json *json, const char *name, const Contact *contact)
{
	if (!contact) {
		json_null(json, name);
		return;
	}
	json_open(json, name);
	json_id(json, "id", ID_CONTACT, contact->id);
	json_text(json, "name", contact->name);
	json_text(json, "org", contact->org);
	json_text(json, "email", contact_email(contact));
	json_text(json, "phone", contact_phone(contact));
	json_strings(json, "emails", contact->emails);
	json_strings(json, "phones", contact->phones);
	json_text(json, "language", contact->language);
	json_text(json, "timezone", contact->timezone);
	json_text(json, "right_person", right_person_word(contact->right_person));
	json_bool(json, "do_not_call", contact->do_not_call);
	json_bool(json, "do_not_mail", contact->do_not_mail);
	json_close(json);
}
