/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/digest.h"

#include <string.h>

#include "base/text.h"
#include "mail/build.h"

#define COLUMNS 76

/* Styles stand at each element: mail programs drop <style>. */
#define FONT "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
#define CELL_STYLE                                                                                                     \
	"padding:8px 6px;border-top:1px solid #dddddd;vertical-align:top;" FONT ";font-size:15px;line-height:1.4"
#define LINK_STYLE "color:#0b57a4;text-decoration:underline"

DigestRow *digest_row_new(void)
{
	return g_new0(DigestRow, 1);
}

void digest_row_free(DigestRow *row)
{
	if (!row)
		return;
	g_free(row->time);
	g_free(row->name);
	g_free(row->org);
	g_free(row->phone);
	g_free(row->dial);
	g_free(row->email);
	g_free(row->text);
	g_free(row);
}

DigestSection *digest_section_new(const char *title)
{
	DigestSection *section = g_new0(DigestSection, 1);

	section->title = g_strdup(title);
	section->rows = g_ptr_array_new_with_free_func((GDestroyNotify)digest_row_free);
	return section;
}

void digest_section_free(DigestSection *section)
{
	if (!section)
		return;
	g_free(section->title);
	g_ptr_array_unref(section->rows);
	g_free(section);
}

static void add_text_row(GString *text, const DigestRow *row)
{
	g_autoptr(GString) head = g_string_new(row->time);

	if (row->name)
		g_string_append_printf(head, "%s%s", head->len ? "  " : "", row->name);
	if (row->org)
		g_string_append_printf(head, ", %s", row->org);
	if (row->phone)
		g_string_append_printf(head, "  %s", row->phone);
	if (row->email)
		g_string_append_printf(head, "  %s", row->email);
	g_autofree char *safe_head = text_safe(head->str, false);
	g_autofree char *safe_text = text_safe(row->text, false);
	g_autofree char *first = text_wrap(safe_head, COLUMNS, "  ");
	g_autofree char *second = text_wrap(safe_text, COLUMNS, head->len ? "      " : "  ");
	g_string_append_printf(text, "%s%s", head->len ? first : "", *safe_text ? second : "");
}

char *digest_text(const DigestMail *digest)
{
	GString *text = g_string_new(digest->title);

	g_string_append_c(text, '\n');
	for (guint i = 0; i < digest->sections->len; i++) {
		const DigestSection *section = digest->sections->pdata[i];

		g_string_append_printf(text, "\n%s\n", section->title);
		for (guint j = 0; j < section->rows->len; j++)
			add_text_row(text, section->rows->pdata[j]);
	}
	if (digest->foot)
		g_string_append_printf(text, "\n%s\n", digest->foot);
	return g_string_free(text, FALSE);
}

static char *escape(const char *text)
{
	g_autofree char *safe = text_safe(text, false);

	return g_markup_escape_text(safe, -1);
}

static void add_link(GString *html, const char *scheme, const char *target, const char *shown)
{
	g_autofree char *uri = g_uri_escape_string(target, "@+;=", FALSE);
	g_autofree char *safe_uri = escape(uri);
	g_autofree char *text = escape(shown);

	g_string_append_printf(html, "<br><a href=\"%s:%s\" style=\"" LINK_STYLE "\">%s</a>", scheme, safe_uri, text);
}

static void add_html_row(GString *html, const DigestRow *row)
{
	g_autofree char *time = escape(row->time);
	g_autofree char *name = escape(row->name);
	g_autofree char *org = escape(row->org);
	g_autofree char *text = escape(row->text);

	g_string_append_printf(
		html, "<tr><td style=\"" CELL_STYLE ";width:56px;font-weight:bold;white-space:nowrap\">%s</td>", time);
	g_string_append(html, "<td style=\"" CELL_STYLE "\">");
	if (*name)
		g_string_append_printf(html, "<strong>%s</strong>%s%s", name, *org ? ", " : "", org);
	if (*text)
		g_string_append_printf(html, "%s%s", *name ? "<br>" : "", text);
	if (row->dial)
		add_link(html, "tel", row->dial, row->phone ? row->phone : row->dial);
	if (row->email)
		add_link(html, "mailto", row->email, row->email);
	g_string_append(html, "</td></tr>\n");
}

char *digest_html(const DigestMail *digest)
{
	g_autofree char *title = escape(digest->title);
	g_autofree char *foot = escape(digest->foot);
	GString *html = g_string_new("<!DOCTYPE html>\n");

	g_string_append_printf(
		html,
		"<html lang=\"%s\"><head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>%s</title></head>\n"
		"<body style=\"margin:0;padding:12px;background:#ffffff;color:#222222;overflow-wrap:anywhere\">\n"
		"<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\" cellspacing=\"0\""
		" style=\"max-width:640px;margin:0 auto;border-collapse:collapse\">\n"
		"<tr><td colspan=\"2\"><h1 style=\"margin:0 0 4px 6px;" FONT ";font-size:20px\">%s</h1></td></tr>\n",
		digest->language, title, title);
	for (guint i = 0; i < digest->sections->len; i++) {
		const DigestSection *section = digest->sections->pdata[i];
		g_autofree char *heading = escape(section->title);

		g_string_append_printf(html,
				       "<tr><td colspan=\"2\"><h2 style=\"margin:20px 0 6px 6px;" FONT
				       ";font-size:16px;color:#444444\">%s</h2></td></tr>\n",
				       heading);
		for (guint j = 0; j < section->rows->len; j++)
			add_html_row(html, section->rows->pdata[j]);
	}
	if (*foot)
		g_string_append_printf(html,
				       "<tr><td colspan=\"2\" style=\"padding:16px 6px;" FONT
				       ";font-size:13px;color:#666666\">%s</td></tr>\n",
				       foot);
	g_string_append(html, "</table>\n</body></html>\n");
	return g_string_free(html, FALSE);
}

GBytes *digest_build(const DigestMail *digest, const char *message_id, int64_t date, GError **error)
{
	g_autoptr(BuildMail) mail = build_mail_new();
	char *html = digest_html(digest);
	BuildPart *part = g_new0(BuildPart, 1);

	part->type = g_strdup("text/html");
	part->content = g_bytes_new_take(html, strlen(html));
	part->alternative = true;
	g_ptr_array_add(mail->parts, part);
	mail->from = address_new(digest->account->name, digest->account->email);
	g_ptr_array_add(mail->to, address_new(digest->account->name, digest->account->email));
	mail->subject = g_strdup(digest->title);
	mail->date = date;
	mail->zone = g_strdup(digest->zone);
	mail->message_id = g_strdup(message_id);
	mail->text = digest_text(digest);
	g_ptr_array_add(mail->headers, g_strdup("Auto-Submitted: auto-generated"));
	return build_mail(mail, error);
}
