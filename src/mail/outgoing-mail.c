/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail that is handed in, as a value; without GMime. */
#include "mail/outgoing.h"

#include <string.h>

void outgoing_free(Outgoing *outgoing)
{
	if (!outgoing)
		return;
	g_free(outgoing->from);
	g_ptr_array_unref(outgoing->recipients);
	g_free(outgoing->unclear);
	g_free(outgoing->message_id);
	g_free(outgoing);
}

bool outgoing_add_recipient(GPtrArray *recipients, const char *email, GError **error)
{
	g_autofree char *normal = address_normalise(email, error);
	const char *at = normal ? strrchr(email, '@') : NULL;

	if (!normal)
		return false;
	/* the local part is the recipient's server's business: kept as written */
	g_autofree char *envelope = g_strdup_printf("%.*s@%s", (int)(at - email), email, address_domain(normal));
	if (!g_ptr_array_find_with_equal_func(recipients, envelope, g_str_equal, NULL))
		g_ptr_array_add(recipients, g_steal_pointer(&envelope));
	return true;
}
