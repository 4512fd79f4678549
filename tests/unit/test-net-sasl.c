/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SASL: the bytes that each mechanism says, and a SCRAM server that calculates for itself. */
#include <glib.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "base/error.h"
#include "net/sasl.h"

#define ROUNDS 4096

static char *decoded(const char *encoded)
{
	gsize size;
	g_autofree guchar *bytes = g_base64_decode(encoded, &size);
	char *text = g_strndup((const char *)bytes, size);

	for (gsize i = 0; i < size; i++)
		text[i] = bytes[i] ? (char)bytes[i] : '|';
	return text;
}

static const struct {
	const char *offered;
	bool with_token;
	const char *mechanism, *message;
} firsts[] = {
	{"LOGIN PLAIN", false, "PLAIN", "|anna|pencil"},
	{"plain", false, "PLAIN", "|anna|pencil"},
	{"XOAUTH2 PLAIN", true, "XOAUTH2", "user=anna\001auth=Bearer pencil\001\001"},
	{"XOAUTH2 OAUTHBEARER", true, "OAUTHBEARER",
	 "n,a=anna,\001host=mail.example.org\001port=993\001auth=Bearer pencil\001\001"},
};

static void test_first_messages(void)
{
	g_autoptr(Secret) secret = secret_new("pencil", 6);

	for (gsize i = 0; i < G_N_ELEMENTS(firsts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Sasl) sasl = sasl_new(firsts[i].offered, firsts[i].with_token, "anna", "mail.example.org", 993,
						secret, &error);

		g_assert_no_error(error);
		g_assert_cmpstr(sasl_mechanism(sasl), ==, firsts[i].mechanism);
		g_autofree char *initial = sasl_initial(sasl);
		g_autofree char *message = decoded(initial);
		g_assert_cmpstr(message, ==, firsts[i].message);
	}
}

static void test_login(void)
{
	g_autoptr(Secret) secret = secret_new("pencil", 6);
	g_autoptr(Sasl) sasl = sasl_new("NTLM LOGIN", false, "anna", "h", 587, secret, NULL);
	g_autoptr(GError) error = NULL;
	g_autofree char *initial = sasl_initial(sasl), *user = sasl_answer(sasl, "VXNlcm5hbWU6", NULL);
	g_autofree char *password = sasl_answer(sasl, "UGFzc3dvcmQ6", NULL);

	g_assert_cmpstr(initial, ==, "YW5uYQ==");
	g_assert_cmpstr(user, ==, "YW5uYQ==");
	g_assert_cmpstr(password, ==, "cGVuY2ls");
	g_assert_null(sasl_answer(sasl, "UGFzc3dvcmQ6", &error));
	g_assert_error(error, ERROR, ERROR_REFUSED);
}

static void test_nothing_offered(void)
{
	static const char *const offers[] = {"", "CRAM-MD5 NTLM", "XOAUTH2", "PLAIN-CLIENTTOKEN"};
	g_autoptr(Secret) secret = secret_new("pencil", 6);

	for (gsize i = 0; i < G_N_ELEMENTS(offers); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(sasl_new(offers[i], false, "anna", "h", 993, secret, &error));
		g_assert_error(error, ERROR, ERROR_REFUSED);
		g_assert_null(strstr(error->message, "pencil"));
	}
}

/* What RFC 5802 has the server do, with its own password. */
typedef struct Server {
	guint8 salted[32];
	char *first_bare, *server_first;
} Server;

static void mac(const void *key, const char *text, guint8 out[32])
{
	gnutls_hmac_fast(GNUTLS_MAC_SHA256, key, 32, text, strlen(text), out);
}

/* The signature to show when the client's proof is good, else NULL. */
static char *server_judge(const Server *server, const char *client_final)
{
	const char *proof_at = strstr(client_final, ",p=");
	guint8 key[32], stored[32], signature[32], again[32];
	gsize size;

	g_assert_nonnull(proof_at);
	g_autofree char *bare = g_strndup(client_final, (gsize)(proof_at - client_final));
	g_autofree char *all = g_strjoin(",", server->first_bare, server->server_first, bare, NULL);
	g_autofree guchar *proof = g_base64_decode(proof_at + 3, &size);
	g_assert_cmpuint(size, ==, 32);
	mac(server->salted, "Client Key", key);
	gnutls_hash_fast(GNUTLS_DIG_SHA256, key, 32, stored);
	mac(stored, all, signature);
	for (int i = 0; i < 32; i++)
		signature[i] ^= proof[i];
	gnutls_hash_fast(GNUTLS_DIG_SHA256, signature, 32, again);
	if (memcmp(again, stored, 32) != 0)
		return NULL;
	mac(server->salted, "Server Key", key);
	mac(key, all, signature);
	return g_base64_encode(signature, 32);
}

static char *encoded(const char *text)
{
	return g_base64_encode((const guchar *)text, strlen(text));
}

/* A dialog up to the client's proof; the signature of a server that knows password, or NULL. */
static char *shake_hands(Sasl *sasl, const char *password)
{
	const gnutls_datum_t key = {(unsigned char *)password, (unsigned)strlen(password)};
	const gnutls_datum_t salt = {(unsigned char *)"0123456789abcdef", 16};
	Server server = {0};
	g_autofree char *initial = sasl_initial(sasl);
	g_autofree char *first = decoded(initial);

	g_assert_true(g_str_has_prefix(first, "n,,n=an=2Cna,r="));
	server.first_bare = g_strdup(first + 3);
	g_autofree char *salt_text = g_base64_encode(salt.data, salt.size);
	server.server_first = g_strdup_printf("%sSERVER,s=%s,i=%d", strstr(first, "r="), salt_text, ROUNDS);
	gnutls_pbkdf2(GNUTLS_MAC_SHA256, &key, &salt, ROUNDS, server.salted, 32);
	g_autofree char *challenge = encoded(server.server_first);
	g_autofree char *answer = sasl_answer(sasl, challenge, NULL);
	g_autofree char *final = decoded(answer);
	char *signature = server_judge(&server, final);
	g_free(server.first_bare);
	g_free(server.server_first);
	return signature;
}

static Sasl *scram(const Secret *secret)
{
	return sasl_new("PLAIN SCRAM-SHA-256", false, "an,na", "h", 993, secret, NULL);
}

static void test_scram(void)
{
	g_autoptr(Secret) secret = secret_new("pencil", 6);
	g_autoptr(Sasl) sasl = scram(secret);
	g_autofree char *signature = shake_hands(sasl, "pencil");

	g_assert_cmpstr(sasl_mechanism(sasl), ==, "SCRAM-SHA-256");
	g_assert_nonnull(signature);
	g_assert_false(sasl_is_complete(sasl));
	g_autofree char *text = g_strdup_printf("v=%s", signature);
	g_autofree char *shown = encoded(text);
	g_autofree char *last = sasl_answer(sasl, shown, NULL);
	g_assert_cmpstr(last, ==, "");
	g_assert_true(sasl_is_complete(sasl));
}

static void test_scram_refuses(void)
{
	g_autoptr(Secret) secret = secret_new("pencil", 6);
	g_autoptr(Sasl) sasl = scram(secret), other = scram(secret);
	g_autoptr(GError) error = NULL;

	g_assert_null(shake_hands(other, "another"));
	g_autofree char *signature = shake_hands(sasl, "pencil");
	g_autofree char *forged = encoded("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
	g_assert_null(sasl_answer(sasl, forged, &error));
	g_assert_error(error, ERROR, ERROR_REFUSED);
	g_assert_false(sasl_is_complete(sasl));
}

static void test_scram_nonsense(void)
{
	/* another nonce, no salt, no rounds, too many of them, nothing, no base64 */
	static const char *const challenges[] = {"r=other,s=AAAA,i=4096", "r=%sX,i=4096", "r=%sX,s=AAAA", "r=%s,s=AAAA,i=4096",
						 "r=%sX,s=AAAA,i=99999999", "", "r=%sX,s=AAAA,i=-1"};
	g_autoptr(Secret) secret = secret_new("pencil", 6);

	for (gsize i = 0; i < G_N_ELEMENTS(challenges); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Sasl) sasl = scram(secret);
		g_autofree char *initial = sasl_initial(sasl);
		g_autofree char *first = decoded(initial);
		g_auto(GStrv) parts = g_strsplit(challenges[i], "%s", 2);
		g_autofree char *text = g_strjoinv(strstr(first, "r=") + 2, parts);
		g_autofree char *challenge = encoded(text);

		g_assert_null(sasl_answer(sasl, challenge, &error));
		g_assert_error(error, ERROR, ERROR_REFUSED);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/sasl/first-messages", test_first_messages);
	g_test_add_func("/net/sasl/login", test_login);
	g_test_add_func("/net/sasl/nothing-offered", test_nothing_offered);
	g_test_add_func("/net/sasl/scram", test_scram);
	g_test_add_func("/net/sasl/scram-refuses", test_scram_refuses);
	g_test_add_func("/net/sasl/scram-nonsense", test_scram_nonsense);
	return g_test_run();
}
