/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/bounce.h"

#include <string.h>

#include "mail/phrase.h"
#include "model/address.h"

#define ADDRESS "([A-Za-z0-9!#$%&*+/=?^_`{|}~.-][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*@[A-Za-z0-9_.-]+[A-Za-z0-9])"

#define ALIAS "([A-Za-z0-9][A-Za-z0-9._+-]{1,63})"

/* A way in which systems name the failed recipients. */
typedef struct Dialect {
	const char
		*after; /* begins to look behind this, and no further than the next kilobyte; NULL = the whole notice */
	const char *pattern; /* its first group is an address, or the local part of one in the notice's own domain */
} Dialect;

#define LISTED                                                                                                            \
	"(?i)(?:did ?n.?o?t reach the following recipient|(?:delivery|deliver|sent|delivered) (?:\\w+ ){0,3}to "          \
	"(?:these|the following) "                                                                                        \
	"(?:recipient|address|user|people)|following (?:recipient|address|user)[^:\\n]{0,200}:|these recipients or|"      \
	"(?:an|die|der) folgende[nr]? (?:empfänger|adress|e-?mail-?adress)|empfänger oder gruppen|folgende empfänger|" \
	"destinataires? (?:suivants?|ou groupes)|ces destinataires|destinatarios? (?:siguientes?|o grupos)|estos "        \
	"destinatarios|"                                                                                                  \
	"destinatari o gruppi|seguenti destinatari|volgende (?:geadresseerden|ontvangers)|not delivered to|nicht "        \
	"zugestellt an|"                                                                                                  \
	"undeliverable to the following|unable to deliver (?:the |your )?(?:mail|message)[^:]{0,60}:|failed "             \
	"recipients?:)"

/* The surest first. The first row that finds any is taken. */
static const Dialect dialects[] = {
	/* qmail, Postfix, Courier */
	{NULL, "^[ \\t]*<" ADDRESS ">(?:[ \\t]*\\([^\\n]*\\))?:"},
	/* sendmail */
	{NULL, "^[ \\t]*(?:<)?" ADDRESS ">?\\.\\.\\. "},
	{NULL, "(?i)^[ \\t]*(?:\\d{3} )?[\\d. ]*<" ADDRESS ">\\.\\.\\."},
	/* Exchange, Notes, Gmail, GroupWise: a list behind a sentence */
	{LISTED, "^[^\\n@:]{0,80}(?:<mailto:|<|\\(|\\[)(?:mailto:)?" ADDRESS},
	{LISTED, "^[ \\t*>\"'•-]*" ADDRESS "(?!\\S*@)"},
	{LISTED, "(?:SMTP=|smtp:|mailto:)" ADDRESS},
	{"(?i)following recipients?\\b[^:\\n]{0,200}:", "\\A[^:\\n]{0,200}:?[ \\t]*\\n\\s*?[ \\t]+" ALIAS "[ \\t]*$"},
	{"(?i)(?:delivered|sent) to the following:", "\\A\\s*?^[ \\t]*" ALIAS "[ \\t]{2,}"},
	/* PMDF, Sun: what was written, not what became of it */
	{NULL, "(?i)^[ \\t]*original address:[ \\t]*<?" ADDRESS},
	/* label and address */
	{NULL, "(?i)^[ \\t*>-]*(?:failed recipient|final-recipient|original-recipient|intended recipient|recipient "
	       "address|recipients?|"
	       "empfänger(?:adresse)?|destinataire|destinatario|destinatari|geadresseerde|ontvanger)[ \\t]*:[ "
	       "\\t]*(?:rfc822;)?[ \\t]*[<\"']?" ADDRESS},
	/* "x@y does not exist" */
	{NULL, "(?i)" ADDRESS "[,\"'>)]*\\s+(?:did not|does not|doesn't|is not|isn't|was not|wasn't|could "
	       "not|couldn't|cannot|can't|has been (?:disabled|"
	       "closed)|is (?:no longer|unknown|invalid|disabled|full)|konnte|wurde nicht|existiert|ist "
	       "(?:nicht|unbekannt|ungültig|voll)|kann nicht|n'a pas|n'existe|no existe|"
	       "no se|non (?:è|esiste)|bestaat|kon niet|nicht)"},
	/* "your message to x@y could not" */
	{NULL, "(?i)(?:message|mail|e-mail|nachricht|mensaje|messaggio|bericht|zustellung|delivery|wiadomo\\w+)(?: "
	       "\\w+){0,3}? (?:to|an|für|à|a|aan|do)[ \\t\\n:]+[<\"'(\\[]*" ADDRESS},
	{NULL, "(?i)^[ \\t*>-]*(?:to|an|a|à|aan|e-?mail(?: address)?|adresse|user)[ \\t]*:[ \\t]*(?:rfc822;)?[ "
	       "\\t]*[<\"']?" ADDRESS},
	/* Exim, Gmail: an indented or lone address */
	{NULL, "^[ \\t]+<?" ADDRESS ">?:?[ \\t]*$"},
	{NULL, "^<?" ADDRESS ">?:?[ \\t]*$"},
	{NULL, "^[ \\t]*<?" ADDRESS ">?[ \\t]*(?:\\(|:|-|;|\\.\\.\\.)"},
	{NULL, "(?i)(?:RCPT TO|rcpt)[: ]+<?" ADDRESS},
	{NULL, "(?i)(?:delivered to|deliver to|delivery to|sent "
	       "to|reach|recipient|user|mailbox|address|account|for|to|an|empfänger)"
	       "[ \\t\\n:]+[<\"'(\\[]*" ADDRESS},
	{NULL, "<" ADDRESS ">"},
	{NULL, ADDRESS},
};

#define SCOPE_BYTES 1000

/* The notice without the returned mail that follows it. */
static char *before_copy(const char *text)
{
	static const char copy[] =
		"(?i)(^-+[ \\t]*(this is a copy|below this line|original message|the header|returned message|unsent "
		"message|"
		"message (header|text)|forwarded|included is)|^[ \\t>|]*(received|return-path|x-mailer|mime-version): "
		")";
	g_auto(GStrv) parts = phrase_split(copy, text);

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
	g_auto(GStrv) line = phrase_find(
		"(?i)^.*(\\b[45]\\d\\d[ -]|unknown|quota|full|not found|unbekannt|voll|rejected|exist).*$", notice);
	recipient->address = g_strdup(address);
	recipient->action = g_strdup(message->kind == KIND_DELAY ? "delayed" : "failed");
	recipient->status = status ? g_strdup(status[0]) : NULL;
	recipient->diagnostic = line ? g_strdup(g_strstrip(line[0])) : NULL;
	if (recipient->status)
		recipient->permanent = recipient->status[0] == '5';
	else if (message->kind == KIND_DELAY ||
		 phrase_match("(?i)\\b4[25][0-9][ -]|quota|(mailbox|postfach).{0,20}(full|voll)", notice))
		recipient->permanent = 0;
	else if (phrase_match(
			 "(?i)\\b55\\d[ :-]|unknown|no such|not "
			 "(exist|found)|unbekannt|permanent|invalid|existier|endgültig|dauerhaft|"
			 "nicht bekannt|(nicht|keine?) (\\w+ "
			 ")?(gefunden|vorhanden|gültig|konto|postfach)|ungültig|abgelehnt|"
			 "abgewiesen|blockiert|rejected|refused|blocked|denied|disabled|no mailbox|no longer|too "
			 "(big|large)|exceeds.{0,30}size|n['’]existe|inexistant|inconnu|rejeté|refusé|introuvable|no "
			 "existe|"
			 "desconocid|rechazad|inexistente|non esiste|sconosciut|inesistente|rifiutat|respint|bestaat "
			 "niet|onbekend|geweigerd|não existe|desconhecid",
			 notice))
		recipient->permanent = 1;
	else
		recipient->permanent = -1;
	g_ptr_array_add(message->recipients, recipient);
}

/* "screenname" in a notice of the host that knows nobody of that name */
static char *whole_address(const char *found, const Message *message)
{
	const char *domain = address_domain(message_sender(message));

	if (strchr(found, '@'))
		return g_strdup(found);
	return *domain ? g_strconcat(found, "@", domain, NULL) : NULL;
}

static char *scope_of(const Dialect *dialect, const char *notice)
{
	g_auto(GStrv) cue = dialect->after ? phrase_find(dialect->after, notice) : NULL;
	const char *begin = cue ? strstr(notice, cue[0]) : NULL;

	if (!dialect->after)
		return g_strdup(notice);
	if (!begin)
		return NULL;
	g_autofree char *cut = g_strndup(begin + strlen(cue[0]), SCOPE_BYTES);
	return g_utf8_make_valid(cut, -1);
}

static bool try_pattern(const char *pattern, const char *scope, const char *notice, Message *message)
{
	g_autoptr(GMatchInfo) match = NULL;

	for (phrase_each(pattern, scope, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *found = g_match_info_fetch(match, 1);
		g_autofree char *address = whole_address(found, message);

		if (address && !is_party(message, address) &&
		    !phrase_match("(?i)^(postmaster|mailer-daemon|abuse|support|helpdesk|mailto)@", address))
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
	for (gsize i = 0; i < G_N_ELEMENTS(dialects) && !message->recipients->len; i++) {
		g_autofree char *scope = scope_of(&dialects[i], notice);

		if (scope)
			try_pattern(dialects[i].pattern, scope, notice, message);
	}
	/* the address that was written to, where an alias behind it failed */
	if (!failed)
		try_pattern("(?i)\\((?:expanded|generated) from:? *<?" ADDRESS, notice, notice, message);
}
