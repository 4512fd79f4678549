/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/bounce.h"

#include <string.h>

#include "base/text.h"
#include "mail/phrase.h"

/* "rfc822; user@host", "<user@host>", "rfc822;user@host (comment)" */
static char *bare_address(const char *value)
{
	const char *type = strchr(value, ';');
	g_autofree char *safe = text_safe(type ? type + 1 : value, false);
	char *open = strchr(safe, '<');
	char *at = open ? open + 1 : safe;

	at += strspn(at, " \"'");
	at[strcspn(at, "<> \"'(),;")] = '\0';
	return *at ? g_strdup(at) : NULL;
}

static int permanence(const char *status, const char *diagnostic)
{
	if (status && *status == '5')
		return 1;
	if (status && *status == '4')
		return 0;
	if (diagnostic && phrase_match("\\b5\\d\\d[ -]|\\b5\\.\\d\\.\\d", diagnostic))
		return 1;
	if (diagnostic && phrase_match("\\b4\\d\\d[ -]|\\b4\\.\\d\\.\\d", diagnostic))
		return 0;
	return -1;
}

static void read_block(const char *block, GPtrArray *recipients)
{
	g_autoptr(Headers) fields = headers_split(block, strlen(block));
	const char *original = headers_get(fields, "Original-Recipient");
	const char *final = headers_get(fields, "Final-Recipient");
	const char *action = headers_get(fields, "Action");
	const char *status = headers_get(fields, "Status");
	const char *diagnostic = headers_get(fields, "Diagnostic-Code");

	if (!final && !original)
		return;
	/* whom the sender wrote to, not the alias that it became on its way */
	g_autofree char *address = original ? bare_address(original) : NULL;
	if (final && (!address || !strchr(address, '@'))) {
		g_autofree char *became = bare_address(final);

		if (became && (!address || strchr(became, '@'))) {
			g_free(address);
			address = g_steal_pointer(&became);
		}
	}
	if (!address)
		return;
	Recipient *recipient = g_new0(Recipient, 1);
	g_auto(GStrv) code = status ? phrase_find("[245]\\.\\d{1,3}\\.\\d{1,3}", status) : NULL;
	g_auto(GStrv) word = action ? phrase_find("[A-Za-z]+", action) : NULL;
	recipient->address = g_steal_pointer(&address);
	recipient->action = word ? g_ascii_strdown(word[0], -1) : NULL;
	recipient->status = code ? g_strdup(code[0]) : NULL;
	recipient->diagnostic = diagnostic ? text_safe(diagnostic, false) : NULL;
	recipient->permanent = permanence(recipient->status, recipient->diagnostic);
	g_ptr_array_add(recipients, recipient);
}

void bounce_read_refusal(const char *disposition, const char *text, GPtrArray *recipients)
{
	g_auto(GStrv) line = phrase_find("(?i)^.*(quota|full|voll|rejected|speicher).*$", text);

	bounce_read_status(disposition, recipients);
	for (guint i = 0; i < recipients->len; i++) {
		Recipient *recipient = recipients->pdata[i];

		if (recipient->action)
			continue;
		recipient->action = g_strdup("failed");
		recipient->permanent = 0;
		recipient->diagnostic = line ? g_strdup(g_strstrip(line[0])) : NULL;
	}
}

void bounce_read_status(const char *status, GPtrArray *recipients)
{
	g_auto(GStrv) blocks = phrase_split("\\n[ \\t]*\\n+", status);

	for (guint i = 0; blocks[i] && i < 500; i++)
		read_block(blocks[i] + strspn(blocks[i], "\n"), recipients);
}

char *bounce_original_id(const Body *body, const char *text)
{
	static const char in_returned[] = "(?i)^[ \\t>|]*Message-?ID:[ \\t]*\\n?[ \\t>|]*<([^<>\\n]+)>";
	static const char in_report[] = "(?i)^Original-Message-ID:\\s*<([^<>\\s]+)>";
	const struct {
		const char *pattern, *text;
	} rows[] = {{in_returned, body->returned->str},
		    {in_report, body->disposition->str},
		    {in_report, body->feedback->str},
		    {in_returned, text},
		    {"(?i)message[- ]?id(?:entifier)?\\W{0,4}<([^<>\\s]+@[^<>\\s]+)>", text}};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(GStrv) found = phrase_find(rows[i].pattern, rows[i].text);

		if (found && found[1]) {
			g_autofree char *id = text_safe(g_strstrip(found[1]), false);

			return g_strdup_printf("<%s>", id);
		}
	}
	return NULL;
}
