/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/address.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* The domain as it goes over the wire; an address without a domain that can be so written stays as it is. */
static char *with_canonical_domain(const char *email)
{
	const char *at = email && g_utf8_validate(email, -1, NULL) ? strrchr(email, '@') : NULL;
	g_autofree char *domain = at ? g_hostname_to_ascii(at + 1) : NULL;
	g_autofree char *lower = domain ? g_ascii_strdown(domain, -1) : NULL;

	return lower ? g_strdup_printf("%.*s@%s", (int)(at - email), email, lower) : g_strdup(email);
}

Address *address_new(const char *name, const char *email)
{
	Address *address = g_new0(Address, 1);

	address->name = name && *name ? g_strdup(name) : NULL;
	address->email = with_canonical_domain(email);
	return address;
}

Address *address_copy(const Address *address)
{
	return address_new(address->name, address->email);
}

void address_free(Address *address)
{
	if (!address)
		return;
	g_free(address->name);
	g_free(address->email);
	g_free(address);
}

static bool is_bad(gunichar c)
{
	return c == ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '@' || g_unichar_isspace(c);
}

static bool domain_is_sound(const char *domain)
{
	gsize label = 0;

	for (const char *at = domain; *at; at++) {
		if (*at == '.') {
			if (label == 0)
				return false;
			label = 0;
		} else if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_') {
			return false;
		} else if (++label > 63) {
			return false;
		}
	}
	return label > 0;
}

char *address_normalise(const char *email, GError **error)
{
	const char *wrong = NULL;

	/* first of all: what follows walks by characters, and the error shows the address */
	if (!text_check_line(N_("address"), email, error))
		return NULL;
	const char *at = email ? strrchr(email, '@') : NULL;
	g_autofree char *domain = at ? g_hostname_to_ascii(at + 1) : NULL;
	g_autofree char *local = at ? g_strndup(email, (gsize)(at - email)) : NULL;
	g_autofree char *lower = local ? g_utf8_strdown(local, -1) : NULL;
	g_autofree char *lower_domain = domain ? g_ascii_strdown(domain, -1) : NULL;
	g_autofree char *normal = lower && lower_domain ? g_strdup_printf("%s@%s", lower, lower_domain) : NULL;

	if (!at || at == email)
		wrong = _("is no mail address");
	else if (!normal || !domain_is_sound(lower_domain))
		wrong = _("has no valid domain");
	else if (strlen(normal) > 254 || strlen(lower) > 64)
		wrong = _("is too long");
	for (const char *each = lower; !wrong && *each; each = g_utf8_next_char(each))
		if (is_bad(g_utf8_get_char(each)))
			wrong = _("contains a character that no address may have");
	if (!wrong)
		return g_steal_pointer(&normal);
	g_autofree char *shown = text_fit(email ? email : "", 80);
	g_set_error(error, ERROR, ERROR_DATA, _("address \"%s\" %s"), shown, wrong);
	return NULL;
}

const char *address_domain(const char *email)
{
	const char *at = email ? strrchr(email, '@') : NULL;

	return at ? at + 1 : "";
}

bool address_is_freemail(const char *email)
{
	static const char *const domains[] = {
		"gmail.com",   "googlemail.com", "gmx.de",	  "gmx.net",	 "gmx.at",     "gmx.ch",      "web.de",
		"t-online.de", "freenet.de",	 "outlook.com",	  "outlook.de",	 "hotmail.com", "hotmail.de", "live.com",
		"live.de",     "msn.com",	 "yahoo.com",	  "yahoo.de",	 "icloud.com", "me.com",      "mac.com",
		"aol.com",     "aol.de",	 "posteo.de",	  "mailbox.org", "proton.me",  "protonmail.com", "arcor.de",
		"1und1.de",    "online.de",	 "bluewin.ch",	  "orange.fr",	 "free.fr",    "laposte.net", "libero.it",
		"tiscali.it",  "ziggo.nl",	 "kpnmail.nl",	  "yandex.ru",	 "mail.ru",    "zoho.com",    "tutanota.com"};
	const char *domain = address_domain(email);

	for (gsize i = 0; i < G_N_ELEMENTS(domains); i++)
		if (g_ascii_strcasecmp(domain, domains[i]) == 0)
			return true;
	return false;
}

bool address_is_robot(const char *email)
{
	static const char *const starts[] = {"noreply@",	 "no-reply@",	  "no_reply@",	 "donotreply@",
					     "do-not-reply@",	 "mailer-daemon@", "postmaster@", "nicht-antworten@",
					     "keineantwort@",	 "bounce@",	  "bounces@",	 "mailer_daemon@"};

	for (gsize i = 0; email && i < G_N_ELEMENTS(starts); i++)
		if (g_ascii_strncasecmp(email, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}
