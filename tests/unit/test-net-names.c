/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of mailboxes on the wire, and sets of UIDs. */
#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "net/imap-utf7.h"
#include "net/imap-wire.h"

static const struct {
	const char *name, *wire;
} names[] = {
	{"INBOX", "INBOX"},
	{"", ""},
	{"Entwürfe", "Entw&APw-rfe"},
	{"R&D", "R&-D"},
	{"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"}, /* RFC 3501, 5.1.3 */
	{"Größe & Ziel", "Gr&APYA3w-e &- Ziel"},
	{"📞", "&2D3c3g-"},
	{"a-b&c", "a-b&-c"},
	{"ü-", "&APw--"},
};

static void test_both_ways(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *wire = imap_utf7_encode(names[i].name);
		g_autofree char *name = imap_utf7_decode(names[i].wire);

		g_assert_cmpstr(wire, ==, names[i].wire);
		g_assert_cmpstr(name, ==, names[i].name);
	}
}

static void test_refused(void)
{
	/* unfinished, 8 bit, padded, needlessly shifted, half a surrogate, odd bytes, controls */
	static const char *const wires[] = {"a&APw",  "Entw\xc3\xbc", "&APw=-", "&AEE-", "&2D0-", "&AA-",
					    "&APw-&APw-", "a\nb",	"&AAo-",  "&*-",   "a\x7f"};
	static const char *const texts[] = {"a\r\nb", "\xff\xfe", "a\x7f", "a\x1b[31m"};

	for (gsize i = 0; i < G_N_ELEMENTS(wires); i++)
		g_assert_null(imap_utf7_decode(wires[i]));
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_null(imap_utf7_encode(texts[i]));
}

static void test_quoting(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *quoted = imap_quote("a \"b\" \\c", NULL);

	g_assert_cmpstr(quoted, ==, "\"a \\\"b\\\" \\\\c\"");
	g_assert_null(imap_quote("a\r\nz LOGOUT", &error));
	g_assert_error(error, ERROR, ERROR_DATA);
}

static void test_sets(void)
{
	static const uint32_t some[] = {9, 1, 2, 3, 3, 7, 4294967295u, 4294967294u};
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	guint at = 0, pieces = 0;

	g_array_append_vals(uids, some, G_N_ELEMENTS(some));
	g_autofree char *set = imap_set(uids, &at);
	g_assert_cmpstr(set, ==, "1:3,7,9,4294967294:4294967295");
	g_assert_cmpuint(at, ==, G_N_ELEMENTS(some));

	g_array_set_size(uids, 0);
	for (uint32_t uid = 2; uid < 4000; uid += 2)
		g_array_append_val(uids, uid);
	for (at = 0; at < uids->len; pieces++) {
		g_autofree char *piece = imap_set(uids, &at);

		g_assert_cmpuint(strlen(piece), <, 1100);
	}
	g_assert_cmpuint(pieces, >, 5);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/names/both-ways", test_both_ways);
	g_test_add_func("/net/names/refused", test_refused);
	g_test_add_func("/net/names/quoting", test_quoting);
	g_test_add_func("/net/names/sets", test_sets);
	return g_test_run();
}
