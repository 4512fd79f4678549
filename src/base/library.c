/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/library.h"

#include <dlfcn.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/error.h"

static bool is_of_this_cmc(const char *file, void *library)
{
	const char *version = strchr(file, '/') ? dlsym(library, LIBRARY_VERSION) : PACKAGE_VERSION;

	return version && g_str_equal(version, PACKAGE_VERSION);
}

bool library_load(const char *file, const LibraryRow *rows, gsize count, GError **error)
{
	if (*rows[0].function)
		return true;

	/* never closed: what GLib keeps of it (quarks, types) stays */
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	if (library && !is_of_this_cmc(file, library)) {
		g_set_error(error, ERROR, ERROR_SOFTWARE, _("\"%s\" is of another version of cmc: start it anew"),
			    file);
		return false;
	}
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
