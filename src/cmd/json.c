/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/text.h"
#include "base/when.h"
#include "cmd/print.h"
#include "model/id.h"

JsonBuilder *json_begin(void)
{
	JsonBuilder *builder = json_builder_new();

	json_builder_begin_object(builder);
	json_int(builder, "v", 1);
	return builder;
}

void json_done(JsonBuilder *builder)
{
	json_builder_end_object(builder);

	g_autoptr(JsonNode) root = json_builder_get_root(builder);
	g_autoptr(JsonGenerator) generator = json_generator_new();
	json_generator_set_root(generator, root);
	g_autofree char *text = json_generator_to_data(generator, NULL);
	fputs(text, stdout);
	fputc('\n', stdout);
	g_object_unref(builder);
}

void json_text(JsonBuilder *builder, const char *name, const char *value)
{
	json_builder_set_member_name(builder, name);
	if (!value) {
		json_builder_add_null_value(builder);
		return;
	}
	g_autofree char *safe = text_safe(value, true);
	json_builder_add_string_value(builder, safe);
}

void json_id(JsonBuilder *builder, const char *name, char letter, int64_t id)
{
	g_autofree char *text = id ? id_format((IdLetter)letter, id) : NULL;

	json_text(builder, name, text);
}

void json_time(JsonBuilder *builder, const char *name, int64_t at, const char *zone)
{
	g_autofree char *text = at ? when_iso(at, zone) : NULL;

	json_text(builder, name, text);
}

void json_bool(JsonBuilder *builder, const char *name, bool value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_boolean_value(builder, value);
}

void json_int(JsonBuilder *builder, const char *name, int64_t value)
{
	json_builder_set_member_name(builder, name);
	json_builder_add_int_value(builder, value);
}

void json_list(JsonBuilder *builder, const char *name)
{
	json_builder_set_member_name(builder, name);
	json_builder_begin_array(builder);
}

void json_strings(JsonBuilder *builder, const char *name, const GPtrArray *strings)
{
	json_list(builder, name);
	for (guint i = 0; strings && i < strings->len; i++) {
		g_autofree char *safe = text_safe(strings->pdata[i], true);

		json_builder_add_string_value(builder, safe);
	}
	json_builder_end_array(builder);
}

void json_contact(JsonBuilder *builder, const char *name, const Contact *contact)
{
	if (name)
		json_builder_set_member_name(builder, name);
	if (!contact) {
		json_builder_add_null_value(builder);
		return;
	}
	json_builder_begin_object(builder);
	json_id(builder, "id", ID_CONTACT, contact->id);
	json_text(builder, "name", contact->name);
	json_text(builder, "org", contact->org);
	json_text(builder, "email", contact_email(contact));
	json_text(builder, "phone", contact_phone(contact));
	json_strings(builder, "emails", contact->emails);
	json_strings(builder, "phones", contact->phones);
	json_text(builder, "language", contact->language);
	json_text(builder, "timezone", contact->timezone);
	json_text(builder, "right_person", right_person_word(contact->right_person));
	json_bool(builder, "do_not_call", contact->do_not_call);
	json_bool(builder, "do_not_mail", contact->do_not_mail);
	json_builder_end_object(builder);
}
