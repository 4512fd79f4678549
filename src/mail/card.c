/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "base/when.h"
#include "mail/build.h"
#include "mail/invitation.h"
#include "model/id.h"

static const char *display_name(const Contact *contact)
{
	return contact->name ? contact->name : contact_email(contact);
}

static void hash_text(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)(text ? text : ""), -1);
	g_checksum_update(sum, (const guchar *)"", 1);
}

char *card_hash(const Card *card)
{
	const Appointment *appointment = card->appointment;
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *numbers =
		g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d", appointment->at,
				appointment->duration_s, appointment->they_dial, appointment->sequence);
	const char *const texts[] = {
		numbers,
		appointment->uid,
		appointment->zone,
		appointment->phone,
		appointment->topic,
		appointment->risk,
		appointment_state_word(appointment->state),
		display_name(card->contact),
		card->contact->org,
		contact_email(card->contact),
		card->account->email,
		card->thread_id,
		card->brief,
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		hash_text(sum, texts[i]);
	return g_strndup(g_checksum_get_string(sum), 32);
}

char *card_message_id(const Card *card)
{
	g_autofree char *hash = card_hash(card);
	g_autofree char *id = id_format(ID_APPOINTMENT, card->appointment->id);

	return g_strdup_printf("<card.%s.%s@%s>", id, hash, address_domain(card->account->email));
}

static bool has_brief(const Card *card)
{
	return card->brief && *card->brief;
}

/* Pairs "label", value: what the card's head says, in order; values that are not there are left out. A brief says all but
 * the first. */
static GPtrArray *card_rows(const Card *card)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
	const Appointment *appointment = card->appointment;
	When at;
	bool known = when_from_utc(appointment->at, appointment->zone, &at, NULL);
	g_autofree char *when = known ? when_in_full(&at) : g_strdup(appointment->local);
	const struct {
		const char *label, *value;
	} all[] = {
		{_("When"), when},
		{_("Contact"), display_name(card->contact)},
		{_("Organisation"), card->contact->org},
		{_("Who dials"), appointment->they_dial ? display_name(card->contact) : _("we do")},
		{_("Number"), appointment->phone},
		{_("Mail"), contact_email(card->contact)},
		{_("Topic"), appointment->topic},
		{_("At risk"), appointment->risk},
	};

	for (gsize i = 0; i < (has_brief(card) ? 1 : G_N_ELEMENTS(all)); i++) {
		if (!all[i].value || !*all[i].value)
			continue;
		g_ptr_array_add(rows, g_strdup(all[i].label));
		g_ptr_array_add(rows, g_strdup(all[i].value));
	}
	return rows;
}

static char *card_text(const Card *card, const GPtrArray *rows)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i + 1 < rows->len; i += 2)
		g_string_append_printf(text, "%s: %s\n", (char *)g_ptr_array_index(rows, i),
				       (char *)g_ptr_array_index(rows, i + 1));
	if (card->appointment->phone && !card->appointment->they_dial)
		g_string_append_printf(text, "tel:%s\n", card->appointment->phone);
	if (has_brief(card))
		g_string_append_printf(text, "\n%s\n", card->brief);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

#define COLUMNS		78 /* of the brief, app/brief.h */
#define LABEL_BYTES_MAX 40
#define QUOTED		"    "
#define GREY		"#666666"

/* A line of the brief: who it is, "Label: value", their own words, or the rest of the line above. */
static void add_brief_line(GString *html, const char *line, bool first)
{
	const char *colon = strstr(line, ": ");
	bool labelled = colon && colon - line <= LABEL_BYTES_MAX && !first && !g_str_has_prefix(line, QUOTED);
	g_autofree char *label = g_markup_escape_text(line, labelled ? colon - line : 0);
	g_autofree char *rest = g_markup_escape_text(labelled ? colon + 2 : line, -1);

	if (first)
		g_string_append_printf(html, "<div style=\"font-size:18px;font-weight:bold\">%s</div>\n", rest);
	else if (g_str_has_prefix(line, QUOTED))
		g_string_append_printf(
			html,
			"<div style=\"border-left:3px solid #cccccc;margin-left:4px;padding-left:10px\">%s</div>\n",
			rest + strlen(QUOTED));
	else if (labelled)
		g_string_append_printf(html, "<div><span style=\"color:" GREY "\">%s:</span> %s</div>\n", label, rest);
	else
		g_string_append_printf(html, "<div>%s</div>\n", *rest ? rest : "&nbsp;");
}

/* Was this line begun only because the one above was full? */
static bool goes_on(const char *above, const char *line)
{
	bool quoted = g_str_has_prefix(line, QUOTED);
	const char *word = quoted ? line + strlen(QUOTED) : line;

	return *word && quoted == g_str_has_prefix(above, QUOTED) &&
	       g_utf8_strlen(above, -1) + 1 + g_utf8_strlen(word, (gssize)strcspn(word, " ")) > COLUMNS;
}

static void add_brief(GString *html, const char *brief)
{
	g_auto(GStrv) lines = g_strsplit(brief, "\n", -1);
	g_autoptr(GString) whole = g_string_new(NULL);
	bool first = true;

	/* a screen's lines break at another place on a phone */
	for (guint i = 0; lines[i] && (lines[i][0] || lines[i + 1]); i++) {
		g_string_append(whole, whole->len && g_str_has_prefix(lines[i], QUOTED) ? lines[i] + strlen(QUOTED)
											: lines[i]);
		if (lines[i + 1] && goes_on(lines[i], lines[i + 1])) {
			g_string_append_c(whole, ' ');
			continue;
		}
		add_brief_line(html, whole->str, first);
		first = false;
		g_string_truncate(whole, 0);
	}
}

#define FONT "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.4"

static char *card_html(const Card *card, const GPtrArray *rows)
{
	g_autoptr(GString) html = g_string_new(
		"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n<meta name=\"viewport\""
		" content=\"width=device-width,initial-scale=1\"></head>\n"
		"<body style=\"margin:0;padding:12px;color:#222222;background:#ffffff;overflow-wrap:anywhere\">\n"
		"<table role=\"presentation\" style=\"border-collapse:collapse;" FONT "\">\n");

	for (guint i = 0; i + 1 < rows->len; i += 2) {
		g_autofree char *label = g_markup_escape_text(g_ptr_array_index(rows, i), -1);
		g_autofree char *value = g_markup_escape_text(g_ptr_array_index(rows, i + 1), -1);

		g_string_append_printf(html,
				       "<tr><td style=\"padding:2px 12px 2px 0;color:" GREY
				       ";vertical-align:top\">%s</td>"
				       "<td style=\"padding:2px 0\">%s</td></tr>\n",
				       label, value);
	}
	g_string_append(html, "</table>\n");
	if (card->appointment->phone && !card->appointment->they_dial) {
		g_autofree char *number = g_markup_escape_text(card->appointment->phone, -1);

		g_string_append_printf(html,
				       "<p style=\"" FONT
				       ";font-size:18px\">\n<a href=\"tel:%s\" style=\"color:#0b57a4\">%s %s</a></p>\n",
				       number, _("Call"), number);
	}
	if (has_brief(card)) {
		g_string_append(html, "<div style=\"max-width:40em;" FONT "\">\n");
		add_brief(html, card->brief);
		g_string_append(html, "</div>\n");
	}
	g_string_append(html, "</body></html>\n");
	return g_string_free(g_steal_pointer(&html), FALSE);
}

static void add_part(BuildMail *mail, const char *type, char *content)
{
	BuildPart *part = g_new0(BuildPart, 1);

	part->type = g_strdup(type);
	part->content = g_bytes_new_take(content, strlen(content));
	part->alternative = true;
	g_ptr_array_add(mail->parts, part);
}

static char *card_subject(const Card *card)
{
	When at;
	bool known = when_from_utc(card->appointment->at, card->appointment->zone, &at, NULL);
	g_autofree char *time = known ? when_in_short(&at) : g_strdup(card->appointment->local);

	/* TRANSLATORS: subject of a call card: the contact's name, then "Tue 1 Dec 14:00". */
	return g_strdup_printf(_("Call: %s, %s"), display_name(card->contact), time);
}

GBytes *card_build(const Card *card, int64_t now, GError **error)
{
	g_autoptr(BuildMail) mail = build_mail_new();
	g_autoptr(GPtrArray) rows = NULL;
	g_autofree char *id = id_format(ID_APPOINTMENT, card->appointment->id);
	const char *email = contact_email(card->contact);
	char *invitation =
		invitation_text(card->appointment, card->contact, card->account, INVITATION_PUBLISH, now, error);

	if (!invitation)
		return NULL;
	rows = card_rows(card);
	/* From the contact, so that lists show the name and a reply goes to the right person. */
	mail->from = address_new(display_name(card->contact), email ? email : card->account->email);
	g_ptr_array_add(mail->to, address_new(card->account->name, card->account->email));
	mail->subject = card_subject(card);
	mail->date = card->appointment->at;
	mail->zone = g_strdup(card->appointment->zone);
	mail->message_id = card_message_id(card);
	if (card->thread_id)
		g_ptr_array_add(mail->references, g_strdup(card->thread_id));
	g_ptr_array_add(mail->headers,
			g_strdup_printf("X-CMC-STATE: %s", appointment_state_word(card->appointment->state)));
	g_ptr_array_add(mail->headers, g_strdup_printf("X-CMC-ID: %s", id));
	g_ptr_array_add(mail->headers, g_strdup("Auto-Submitted: auto-generated"));
	mail->text = card_text(card, rows);
	add_part(mail, "text/html", card_html(card, rows));
	add_part(mail, "text/calendar; method=PUBLISH", invitation);
	return build_mail(mail, error);
}
