/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/bounce.h"

#include <string.h>

#include "mail/phrase.h"

#define ADDRESS "([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9_.-]+[A-Za-z0-9])"

/* Where dialects write the failed recipient, the surest first. The first row that finds any is taken. */
static const char *const dialects[] = {
	/* qmail, Postfix, Courier */
	"(?i)^[ \\t]*<" ADDRESS ">:",
	/* sendmail */
	"^[ \\t]*(?:<)?" ADDRESS ">?\\.\\.\\. ",
	"(?i)^[ \\t]*(?:\\d{3} )?[\\d. ]*<" ADDRESS ">\\.\\.\\.",
	/* Exchange, GMX, web.de, IONOS: label and address */
	"(?i)^[ \\t*>-]*(?:to|an|recipients?|failed recipient|final-recipient|original-recipient|empfänger(?:adresse)?|destinataire|"
	"destinatario|e-?mail(?: address)?|adresse|user)[ \\t]*:[ \\t]*(?:rfc822;)?[ \\t]*[<\"']?" ADDRESS,
	/* Exim, Gmail: an indented or lone address */
	"^[ \\t]+<?" ADDRESS ">?:?[ \\t]*$",
	"^<?" ADDRESS ">?:?[ \\t]*$",
	"^[ \\t]*<?" ADDRESS ">?[ \\t]*(?:\\(|:|-|;|\\.\\.\\.)",
	"(?i)(?:RCPT TO|rcpt)[: ]+<?" ADDRESS,
	"(?i)(?:delivered to|deliver to|delivery to|sent to|reach|recipient|user|mailbox|address|account|for|to|an|empfänger)"
	"[ \\t\\n:]+[<\"'(\\[]*" ADDRESS,
	"<" ADDRESS ">",
	ADDRESS,
};

/* The notice without the returned mail that follows it. */
static char *before_copy(const char *text)
{
	static const char copy[] =
		"(?i)(^-+[ \\t]*(this is a copy|below this line|original message|the header|returned message|unsent message|"
		"message (header|text)|forwarded|included is)|^[ \\t>|]*(received|return-path|x-mailer|mime-version): )";
	g_auto(GStrv) parts = g_regex_split_simple(copy, text, G_REGEX_MULTILINE, 0);

	return g_strndup(parts[0] ? parts[0] : text, 16384);
}

static bool is_known(const GPtrArray *recipients, const char *address)
{
	for (guint i = 0; i < recipients->len; i++)
		if (!g_ascii_strcasecmp(((const Recipient *)recipients->pdata[i])->address, address))
			return true;
	return false;
}

/* The notice's own sender and receiver are not whom it is about. */
static bool is_party(const Message *message, const char *address)
{
	for (guint i = 0; i < message->to->len; i++)
		if (!g_ascii_strcasecmp(((const Address *)message->to->pdata[i])->email, address))
			return true;
	return !g_ascii_strcasecmp(address, message_sender(message));
}

static void add(Message *message, const char *address, const char *notice)
{
	Recipient *recipient;

	if (is_known(message->recipients, address) || message->recipients->len >= 200)
		return;
	recipient = g_new0(Recipient, 1);
	g_auto(GStrv) status = phrase_find("\\b[45]\\.\\d{1,2}\\.\\d{1,3}\\b", notice);
	g_auto(GStrv) line = phrase_find("(?i)^.*(\\b[45]\\d\\d[ -]|unknown|quota|full|not found|unbekannt|voll|rejected|exist).*$",
					 notice);
	recipient->address = g_strdup(address);
	recipient->action = g_strdup(message->kind == KIND_DELAY ? "delayed" : "failed");
	recipient->status = status ? g_strdup(status[0]) : NULL;
	recipient->diagnostic = line ? g_strdup(g_strstrip(line[0])) : NULL;
	if (recipient->status)
		recipient->permanent = recipient->status[0] == '5';
	else if (message->kind == KIND_DELAY || phrase_match("(?i)\\b4[25][0-9][ -]|quota|(mailbox|postfach).{0,20}(full|voll)", notice))
		recipient->permanent = 0;
	else if (phrase_match("(?i)\\b55\\d[ -]|unknown|no such|not (exist|found)|unbekannt|permanent|invalid|existiert", notice))
		recipient->permanent = 1;
	else
		recipient->permanent = -1;
	g_ptr_array_add(message->recipients, recipient);
}

static bool try_dialect(const char *pattern, const char *notice, Message *message)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	for (g_regex_match(regex, notice, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *address = g_match_info_fetch(match, 1);

		if (!is_party(message, address) && !phrase_match("(?i)^(postmaster|mailer-daemon|abuse|support|helpdesk)@", address))
			add(message, address, notice);
	}
	return message->recipients->len > 0;
}

void bounce_read_text(const Headers *headers, const char *text, Message *message)
{
	const char *failed = headers_get(headers, "X-Failed-Recipients");
	g_autofree char *copy = before_copy(text);
	g_autofree char *notice = g_utf8_make_valid(copy, -1);

	if (failed) {
		g_auto(GStrv) list = g_strsplit(failed, ",", 200);

		for (guint i = 0; list[i]; i++) {
			g_auto(GStrv) found = phrase_find(ADDRESS, list[i]);
			if (found)
				add(message, found[1], notice);
		}
	}
	for (gsize i = 0; i < G_N_ELEMENTS(dialects) && !message->recipients->len; i++)
		try_dialect(dialects[i], notice, message);
}
