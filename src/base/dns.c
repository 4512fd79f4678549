/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dns.h"

#include <gio/gio.h>

#include "base/library.h"

#define LIBRARY "libgio-2.0.so.0"

static struct {
	typeof(g_resolver_get_default) *get_default;
	typeof(g_resolver_lookup_service) *lookup;
	typeof(g_resolver_free_targets) *free_targets;
	typeof(g_srv_target_get_hostname) *hostname;
	typeof(g_srv_target_get_port) *port;
	typeof(g_object_unref) *unref;
} gio;

static bool load(void)
{
	const LibraryRow rows[] = {
		{"g_resolver_get_default", (gpointer *)&gio.get_default},
		{"g_resolver_lookup_service", (gpointer *)&gio.lookup},
		{"g_resolver_free_targets", (gpointer *)&gio.free_targets},
		{"g_srv_target_get_hostname", (gpointer *)&gio.hostname},
		{"g_srv_target_get_port", (gpointer *)&gio.port},
		{"g_object_unref", (gpointer *)&gio.unref},
	};

	return library_load(LIBRARY, rows, G_N_ELEMENTS(rows), NULL);
}

char *dns_service(const char *service, const char *domain, uint16_t *port)
{
	if (!load())
		return NULL;

	GResolver *resolver = gio.get_default();
	GList *targets = gio.lookup(resolver, service, "tcp", domain, NULL, NULL);
	char *host = NULL;

	for (GList *each = targets; each && !host; each = each->next) {
		const char *name = gio.hostname(each->data);

		/* "." says that there is none */
		if (name[0] && name[1]) {
			host = g_strdup(name);
			*port = gio.port(each->data);
		}
	}
	gio.free_targets(targets);
	gio.unref(resolver);
	return host;
}
