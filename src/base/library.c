/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/library.h"

#include <dlfcn.h>
#include <glib/gi18n.h>

#include "base/error.h"

bool library_load(const char *file, const LibraryRow *rows, gsize count, GError **error)
{
	if (*rows[0].function)
		return true;

	/* never closed: what GLib keeps of it (quarks, types) stays */
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	bool found = library != NULL;
	for (gsize i = 0; found && i < count; i++)
		found = (*rows[i].function = dlsym(library, rows[i].name)) != NULL;
	if (found)
		return true;
	for (gsize i = 0; i < count; i++)
		*rows[i].function = NULL;
	g_set_error(error, ERROR, ERROR_SOFTWARE, _("a part of cmc cannot be loaded: %s"), dlerror());
	return false;
}
