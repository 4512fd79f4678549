/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sasl.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define HASH_BYTES     32
#define MAX_ITERATIONS 1000000

typedef enum { PLAIN, LOGIN, SCRAM_SHA_256, OAUTHBEARER, XOAUTH2, NONE } Mechanism;

static const char *const names[] = {"PLAIN", "LOGIN", "SCRAM-SHA-256", "OAUTHBEARER", "XOAUTH2"};

/* Strongest first. */
static const Mechanism by_password[] = {SCRAM_SHA_256, PLAIN, LOGIN, NONE};
static const Mechanism by_token[] = {OAUTHBEARER, XOAUTH2, NONE};

struct Sasl {
	Mechanism mechanism;
	char *user, *host;
	unsigned port;
	const Secret *secret;
	int step;
	char *nonce, *first_bare;                /* SCRAM, RFC 5802 */
	guint8 server_signature[HASH_BYTES];
	bool complete;
};

static bool offers(const char *offered, const char *name)
{
	g_auto(GStrv) words = g_strsplit(offered ? offered : "", " ", -1);

	for (char **word = words; *word; word++)
		if (g_ascii_strcasecmp(*word, name) == 0)
			return true;
	return false;
}

Sasl *sasl_new(const char *offered, bool with_token, const char *user, const char *host, unsigned port,
	       const Secret *secret, GError **error)
{
	const Mechanism *ours = with_token ? by_token : by_password;

	for (gsize i = 0; ours[i] != NONE; i++) {
		if (!offers(offered, names[ours[i]]))
			continue;
		Sasl *sasl = g_new0(Sasl, 1);
		sasl->mechanism = ours[i];
		sasl->user = g_strdup(user);
		sasl->host = g_strdup(host);
		sasl->port = port;
		sasl->secret = secret;
		return sasl;
	}
	g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" offers no log-in that cmc knows (%s)", host,
		    offered ? offered : "none");
	return NULL;
}

void sasl_free(Sasl *sasl)
{
	if (!sasl)
		return;
	g_free(sasl->user);
	g_free(sasl->host);
	g_free(sasl->nonce);
	g_free(sasl->first_bare);
	explicit_bzero(sasl->server_signature, HASH_BYTES);
	g_free(sasl);
}

const char *sasl_mechanism(const Sasl *sasl)
{
	return names[sasl->mechanism];
}

bool sasl_is_complete(const Sasl *sasl)
{
	return sasl->mechanism != SCRAM_SHA_256 || sasl->complete;
}

static char *encode_and_wipe(GString *message)
{
	char *encoded = g_base64_encode((const guchar *)message->str, message->len);

	explicit_bzero(message->str, message->allocated_len);
	g_string_free(message, TRUE);
	return encoded;
}

/* RFC 5802, 5.1: "," and "=" in a user name. */
static char *scram_name(const char *user)
{
	GString *name = g_string_new(NULL);

	for (; *user; user++) {
		if (*user == ',' || *user == '=')
			g_string_append(name, *user == ',' ? "=2C" : "=3D");
		else
			g_string_append_c(name, *user);
	}
	return g_string_free(name, FALSE);
}

static GString *scram_first(Sasl *sasl)
{
	guint8 random[18];
	g_autofree char *name = scram_name(sasl->user);
	GString *message = g_string_new("n,,");

	gnutls_rnd(GNUTLS_RND_NONCE, random, sizeof random);
	sasl->nonce = g_base64_encode(random, sizeof random);
	sasl->first_bare = g_strdup_printf("n=%s,r=%s", name, sasl->nonce);
	return g_string_append(message, sasl->first_bare);
}

char *sasl_initial(Sasl *sasl)
{
	GString *message = NULL;

	switch (sasl->mechanism) {
	case PLAIN:
		message = g_string_new(NULL);
		g_string_append_c(message, '\0');
		g_string_append(message, sasl->user);
		g_string_append_c(message, '\0');
		g_string_append(message, secret_get(sasl->secret));
		break;
	case LOGIN:
		message = g_string_new(sasl->user);
		break;
	case SCRAM_SHA_256:
		message = scram_first(sasl);
		break;
	case OAUTHBEARER: {
		g_autofree char *name = scram_name(sasl->user);

		message = g_string_new(NULL);
		g_string_printf(message, "n,a=%s,\001host=%s\001port=%u\001auth=Bearer %s\001\001", name, sasl->host,
				sasl->port, secret_get(sasl->secret));
		break;
	}
	case XOAUTH2:
		message = g_string_new(NULL);
		g_string_printf(message, "user=%s\001auth=Bearer %s\001\001", sasl->user, secret_get(sasl->secret));
		break;
	case NONE:
		g_assert_not_reached();
	}
	return encode_and_wipe(message);
}

/* A server that takes no initial response asks "User Name" again (Outlook speaks LOGIN only). */
static GString *login_answer(const Sasl *sasl, const char *challenge)
{
	g_autofree char *lower = g_ascii_strdown(challenge, -1);

	return g_string_new(strstr(lower, "user") ? sasl->user : secret_get(sasl->secret));
}

/* The value of attribute letter in "r=…,s=…,i=…". */
static char *attribute(const char *message, char letter)
{
	g_auto(GStrv) parts = g_strsplit(message, ",", -1);

	for (char **part = parts; *part; part++)
		if ((*part)[0] == letter && (*part)[1] == '=')
			return g_strdup(*part + 2);
	return NULL;
}

static void hmac(const void *key, const char *text, guint8 out[HASH_BYTES])
{
	gnutls_hmac_fast(GNUTLS_MAC_SHA256, key, HASH_BYTES, text, strlen(text), out);
}

/* RFC 5802, 3: the proof, and the signature that the server will have to show. */
static GString *scram_proof(Sasl *sasl, const char *server_first, const guint8 *salt, gsize salt_size, unsigned rounds,
			    const char *nonce)
{
	const char *password = secret_get(sasl->secret);
	const gnutls_datum_t key = {(unsigned char *)password, (unsigned)strlen(password)};
	const gnutls_datum_t salted_with = {(unsigned char *)salt, (unsigned)salt_size};
	guint8 salted[HASH_BYTES], client[HASH_BYTES], stored[HASH_BYTES], signature[HASH_BYTES], server[HASH_BYTES];
	g_autofree char *bare = g_strdup_printf("c=biws,r=%s", nonce);
	g_autofree char *all = g_strdup_printf("%s,%s,%s", sasl->first_bare, server_first, bare);

	gnutls_pbkdf2(GNUTLS_MAC_SHA256, &key, &salted_with, rounds, salted, sizeof salted);
	hmac(salted, "Client Key", client);
	gnutls_hash_fast(GNUTLS_DIG_SHA256, client, sizeof client, stored);
	hmac(stored, all, signature);
	for (int i = 0; i < HASH_BYTES; i++)
		client[i] ^= signature[i];
	hmac(salted, "Server Key", server);
	hmac(server, all, sasl->server_signature);

	g_autofree char *proof = g_base64_encode(client, sizeof client);
	GString *message = g_string_new(NULL);
	g_string_printf(message, "%s,p=%s", bare, proof);
	explicit_bzero(salted, sizeof salted);
	explicit_bzero(client, sizeof client);
	explicit_bzero(server, sizeof server);
	return message;
}

static GString *scram_final(Sasl *sasl, const char *challenge, GError **error)
{
	g_autofree char *nonce = attribute(challenge, 'r');
	g_autofree char *salt = attribute(challenge, 's');
	g_autofree char *rounds = attribute(challenge, 'i');
	gsize salt_size = 0;
	g_autofree guchar *salt_bytes = salt ? g_base64_decode(salt, &salt_size) : NULL;
	int64_t count = rounds ? g_ascii_strtoll(rounds, NULL, 10) : 0;

	if (nonce && g_str_has_prefix(nonce, sasl->nonce) && strlen(nonce) > strlen(sasl->nonce) && salt_size &&
	    count >= 1 && count <= MAX_ITERATIONS)
		return scram_proof(sasl, challenge, salt_bytes, salt_size, (unsigned)count, nonce);
	g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" sent a SCRAM challenge that is none", sasl->host);
	return NULL;
}

static GString *scram_verify(Sasl *sasl, const char *challenge, GError **error)
{
	g_autofree char *shown = attribute(challenge, 'v');
	gsize size = 0;
	g_autofree guchar *bytes = shown ? g_base64_decode(shown, &size) : NULL;

	sasl->complete = size == HASH_BYTES && gnutls_memcmp(bytes, sasl->server_signature, HASH_BYTES) == 0;
	if (sasl->complete)
		return g_string_new(NULL);
	g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" does not know the password itself", sasl->host);
	return NULL;
}

char *sasl_answer(Sasl *sasl, const char *challenge, GError **error)
{
	gsize size = 0;
	g_autofree guchar *raw = g_base64_decode(challenge, &size);
	g_autofree char *text = g_strndup((const char *)raw, size);
	GString *message = NULL;

	sasl->step++;
	if (sasl->mechanism == SCRAM_SHA_256 && sasl->step == 1)
		message = scram_final(sasl, text, error);
	else if (sasl->mechanism == SCRAM_SHA_256 && sasl->step == 2)
		message = scram_verify(sasl, text, error);
	else if (sasl->mechanism == LOGIN && sasl->step <= 2)
		message = login_answer(sasl, text);
	else if ((sasl->mechanism == OAUTHBEARER || sasl->mechanism == XOAUTH2) && sasl->step == 1)
		/* the error of a token comes as a challenge: RFC 7628, 3.2.3 wants ^A, then the server says NO */
		message = g_string_new(sasl->mechanism == OAUTHBEARER ? "\001" : "");
	else
		g_set_error(error, ERROR, ERROR_REFUSED, "server \"%s\" asks too much at log-in", sasl->host);
	return message ? encode_and_wipe(message) : NULL;
}
