/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/config-value.h"

#include <glib/gi18n.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "app/address-book.h"
#include "base/error.h"
#include "base/text.h"
#include "base/when.h"
#include "model/address.h"

typedef enum { TYPE_TEXT, TYPE_LINES, TYPE_PATH, TYPE_ZONE, TYPE_REGION, TYPE_LANGUAGE, TYPE_ADDRESS, TYPE_ADDRESSES,
	       TYPE_LIST, TYPE_BOOKS, TYPE_BOOL, TYPE_SPAN, TYPE_CLOCK,
	       TYPE_SUBDIVISION, TYPE_LATER } ValueType;

typedef struct Key {
	const char *name;
	ValueType type;
	gsize place; /* in Config or Account */
} Key;

static const Key main_keys[] = {
	{"region", TYPE_REGION, offsetof(Config, region)},
	{"timezone", TYPE_ZONE, offsetof(Config, timezone)},
	{"language", TYPE_LANGUAGE, offsetof(Config, language)},
	{"store", TYPE_PATH, offsetof(Config, store)},
	{"owed_after", TYPE_SPAN, offsetof(Config, owed_after_s)},
	{"address_books", TYPE_BOOKS, offsetof(Config, address_books)},
	{"holidays", TYPE_SUBDIVISION, offsetof(Config, holidays)},
	{"calendar_file", TYPE_PATH, offsetof(Config, calendar_file)},
	{"digest_at", TYPE_CLOCK, offsetof(Config, digest_at_s)},
	{"remind_before", TYPE_SPAN, offsetof(Config, remind_before_s)},
};

/* TYPE_LATER: config_value_finish() takes them, because they depend on each other. */
static const Key account_keys[] = {
	{"name", TYPE_TEXT, offsetof(Account, name)},
	{"address", TYPE_ADDRESS, offsetof(Account, email)},
	{"aliases", TYPE_ADDRESSES, offsetof(Account, aliases)},
	{"imap", TYPE_LATER, 0},
	{"maildir", TYPE_PATH, offsetof(Account, maildir)},
	{"smtp", TYPE_LATER, 0},
	{"insecure", TYPE_LATER, 0},
	{"password_command", TYPE_TEXT, offsetof(Account, password_command)},
	{"token_command", TYPE_TEXT, offsetof(Account, token_command)},
	{"watch", TYPE_LIST, offsetof(Account, watch)},
	{"sent", TYPE_TEXT, offsetof(Account, sent)},
	{"drafts", TYPE_TEXT, offsetof(Account, drafts)},
	{"calls", TYPE_TEXT, offsetof(Account, calls)},
	{"ca_file", TYPE_PATH, offsetof(Account, ca_file)},
	{"tls_pin", TYPE_TEXT, offsetof(Account, tls_pin)},
	{"signature", TYPE_LINES, offsetof(Account, signature)},
	{"mark_cards", TYPE_BOOL, offsetof(Account, mark_cards)},
	{"mark_flags", TYPE_BOOL, offsetof(Account, mark_flags)},
	{"mark_keywords", TYPE_BOOL, offsetof(Account, mark_keywords)},
};

static const struct {
	const char *scheme;
	uint16_t port;
	Security security;
} schemes[] = {
	{"imaps", 993, SECURITY_TLS},	    {"imap", 143, SECURITY_STARTTLS}, {"submissions", 465, SECURITY_TLS},
	{"submission", 587, SECURITY_STARTTLS}, {"smtps", 465, SECURITY_TLS},	  {"smtp", 587, SECURITY_STARTTLS},
};

static bool is_loopback(const char *host)
{
	return g_ascii_strcasecmp(host, "localhost") == 0 || g_str_equal(host, "::1") ||
	       (g_str_has_prefix(host, "127.") && strspn(host, "0123456789.") == strlen(host));
}

/* host, host:port or [v6]:port; *port stays where none is said. */
static bool split_host(const char *text, char **host, uint16_t *port)
{
	const char *colon = strrchr(text, ':');
	const char *close = text[0] == '[' ? strchr(text, ']') : NULL;
	guint64 number;

	if (text[0] == '[' && (!close || (close[1] && close[1] != ':')))
		return false;
	if (close && colon && colon < close)
		colon = NULL;
	if (colon) {
		if (!g_ascii_string_to_unsigned(colon + 1, 10, 1, 65535, &number, NULL))
			return false;
		*port = (uint16_t)number;
	}
	*host = close ? g_strndup(text + 1, (gsize)(close - text - 1))
		      : g_strndup(text, colon ? (gsize)(colon - text) : strlen(text));
	return **host && strcspn(*host, " /@\t\r\n\"'<>") == strlen(*host);
}

bool config_parse_url(const char *url, bool insecure, Endpoint *out, GError **error)
{
	Endpoint made = {0};
	const char *rest = strstr(url, "://");

	for (gsize i = 0; rest && i < G_N_ELEMENTS(schemes); i++)
		if (strlen(schemes[i].scheme) == (gsize)(rest - url) &&
		    g_ascii_strncasecmp(url, schemes[i].scheme, (gsize)(rest - url)) == 0) {
			made.port = schemes[i].port;
			made.security = schemes[i].security;
		}
	if (!made.port) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("\"%s\" is no imap, imaps, submission or submissions URL"),
			    url);
		return false;
	}
	g_autofree char *place = g_strdup(rest + 3);
	if (g_str_has_suffix(place, "/"))
		place[strlen(place) - 1] = '\0';
	char *at = strrchr(place, '@');
	g_autofree char *user = NULL;
	g_autofree char *host = NULL;
	if (at) {
		*at = '\0';
		user = g_uri_unescape_string(place, NULL);
	}
	if ((at && (!user || !*user || strchr(user, ':'))) || !split_host(at ? at + 1 : place, &host, &made.port)) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("\"%s\" is not SCHEME://USER@HOST[:PORT]"), url);
		return false;
	}
	if (insecure && !is_loopback(host)) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("insecure is for loopback addresses only, not for \"%s\""),
			    host);
		return false;
	}
	if (insecure && made.security == SECURITY_STARTTLS)
		made.security = SECURITY_NONE;
	made.user = g_steal_pointer(&user);
	made.host = g_steal_pointer(&host);
	*out = made;
	return true;
}

static bool take_addresses(GPtrArray *list, GKeyFile *file, const char *group, const char *key, bool check,
			   GError **error)
{
	g_auto(GStrv) values = g_key_file_get_string_list(file, group, key, NULL, error);

	if (!values)
		return false;
	for (char **value = values; *value; value++) {
		char *text = g_strstrip(*value);
		char *normal = NULL;

		if (!*text)
			continue;
		normal = check ? address_normalise(text, error) : g_strdup(text);
		if (!normal)
			return false;
		g_ptr_array_add(list, normal);
	}
	return true;
}

static bool take_books(GPtrArray *books, GKeyFile *file, const char *group, const char *key, GError **error)
{
	if (!take_addresses(books, file, group, key, false, error))
		return false;
	for (guint i = 0; i < books->len; i++)
		if (!address_book_is_known(books->pdata[i])) {
			g_set_error(error, ERROR, ERROR_CONFIG, _("%s: no address book is called \"%s\"; there are %s"),
				    key, (char *)books->pdata[i], address_book_names);
			return false;
		}
	return true;
}

static char *expand_home(const char *path)
{
	if (g_str_has_prefix(path, "~/"))
		return g_build_filename(g_get_home_dir(), path + 2, NULL);
	return g_strdup(path);
}

static bool is_country(const char *value)
{
	return strlen(value) == 2 && g_ascii_isupper(value[0]) && g_ascii_isupper(value[1]);
}

/* "DE" or "DE-BY". */
static bool is_subdivision(const char *value)
{
	g_autofree char *country = g_strndup(value, 2);
	gsize rest = strlen(value) > 3 ? strlen(value + 3) : 0;

	if (!is_country(country))
		return false;
	return !value[2] || (value[2] == '-' && rest >= 1 && rest <= 3 &&
			     strspn(value + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == rest);
}

/* "7:30" */
static bool take_clock(int *place, const char *key, const char *value, GError **error)
{
	int hour, minute, end = 0;

	if (sscanf(value, "%2d:%2d%n", &hour, &minute, &end) != 2 || value[end] || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s=%s: not a time of day such as 07:30"), key, value);
		return false;
	}
	*place = (hour * 60 + minute) * 60;
	return true;
}

static bool take_text(char **place, ValueType type, const char *key, const char *value, GError **error)
{
	const char *wrong = NULL;

	if (type == TYPE_LINES ? !text_check_lines(key, value, error) : !text_check_line(key, value, error))
		return false;
	if (!*value)
		wrong = _("it is empty");
	else if (type == TYPE_ZONE && !when_zone_known(value))
		wrong = _("not an IANA time zone");
	else if (type == TYPE_REGION && !is_country(value))
		wrong = _("not an ISO country code such as DE");
	else if (type == TYPE_SUBDIVISION && !is_subdivision(value))
		wrong = _("not an ISO country or subdivision code such as DE or DE-BY");
	else if (type == TYPE_LANGUAGE && !g_str_equal(value, "de") && !g_str_equal(value, "en"))
		wrong = _("languages are de and en");
	else if (type == TYPE_PATH && !g_path_is_absolute(value) && !g_str_has_prefix(value, "~/"))
		wrong = _("not an absolute path");
	if (wrong) {
		g_set_error(error, ERROR, ERROR_CONFIG, "%s=%s: %s", key, value, wrong);
		return false;
	}
	g_free(*place);
	*place = type == TYPE_PATH ? expand_home(value) : g_strdup(value);
	return true;
}

static bool take_bool(bool *place, GKeyFile *file, const char *group, const char *key, GError **error)
{
	g_autofree char *value = g_key_file_get_string(file, group, key, NULL);
	g_autoptr(GError) problem = NULL;

	*place = g_key_file_get_boolean(file, group, key, &problem);
	if (problem)
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s=%s: it is true or false"), key, value ? value : "");
	return !problem;
}

static bool take(const Key *key, gpointer base, GKeyFile *file, const char *group, GError **error)
{
	gpointer place = (char *)base + key->place;
	GError *problem = NULL;
	g_autofree char *value = g_key_file_get_string(file, group, key->name, &problem);

	/* a value comes with an error beside it where an escape is none */
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	switch (key->type) {
	case TYPE_LATER:
		return true;
	case TYPE_BOOL:
		return take_bool(place, file, group, key->name, error);
	case TYPE_CLOCK:
		return take_clock(place, key->name, value, error);
	case TYPE_SPAN:
		return when_parse_duration(value, place, error);
	case TYPE_ADDRESSES:
	case TYPE_LIST:
		return take_addresses(*(GPtrArray **)place, file, group, key->name, key->type == TYPE_ADDRESSES, error);
	case TYPE_BOOKS:
		return take_books(*(GPtrArray **)place, file, group, key->name, error);
	case TYPE_ADDRESS:
		*(char **)place = address_normalise(value, error);
		return *(char **)place != NULL;
	default:
		return take_text(place, key->type, key->name, value, error);
	}
}

bool config_value_take(Config *config, Account *account, GKeyFile *file, const char *group, const char *key,
		       GError **error)
{
	const Key *keys = account ? account_keys : main_keys;
	gsize count = account ? G_N_ELEMENTS(account_keys) : G_N_ELEMENTS(main_keys);

	for (gsize i = 0; i < count; i++)
		if (g_str_equal(keys[i].name, key))
			return take(&keys[i], account ? (gpointer)account : (gpointer)config, file, group, error);
	g_set_error(error, ERROR, ERROR_CONFIG, _("key \"%s\" is not known in [%s]"), key, group);
	return false;
}

static bool take_endpoint(Account *account, Endpoint *out, GKeyFile *file, const char *group, const char *key,
			  GError **error)
{
	g_autofree char *url = g_key_file_get_string(file, group, key, NULL);
	bool insecure = false;

	if (!url)
		return true;
	if (g_key_file_has_key(file, group, "insecure", NULL) && !take_bool(&insecure, file, group, "insecure", error))
		return false;
	if (!config_parse_url(url, insecure, out, error))
		return false;
	if (g_ascii_strncasecmp(url, "imap", 4) == 0 ? g_str_equal(key, "smtp") : g_str_equal(key, "imap")) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("%s=%s: the wrong scheme"), key, url);
		return false;
	}
	if (!out->user)
		out->user = g_strdup(account->email);
	return true;
}

bool config_value_finish(Account *account, GKeyFile *file, const char *group, GError **error)
{
	const char *missing = NULL;
	bool imap = g_key_file_has_key(file, group, "imap", NULL), smtp = g_key_file_has_key(file, group, "smtp", NULL);

	if (imap && account->maildir) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("[%s] has both imap and maildir"), group);
		return false;
	}
	if (!account->email)
		missing = "address";
	else if (!imap && !account->maildir)
		missing = _("imap (or maildir)");
	else if ((imap || smtp) && !account->password_command && !account->token_command)
		missing = _("password_command (or token_command)");
	if (missing) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("[%s] lacks %s"), group, missing);
		return false;
	}
	if (account->password_command && account->token_command) {
		g_set_error(error, ERROR, ERROR_CONFIG, _("[%s] has both password_command and token_command"), group);
		return false;
	}
	account->by_token = account->token_command != NULL;
	if (!account->name)
		account->name = g_strdup(account->email);
	return take_endpoint(account, &account->imap, file, group, "imap", error) &&
	       take_endpoint(account, &account->smtp, file, group, "smtp", error);
}
