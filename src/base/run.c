/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/run.h"

#include <glib.h>

static char *in_folder(const char *variable, const char *installed, const char *name)
{
	const char *folder = g_getenv(variable);

	return g_build_filename(folder && *folder ? folder : installed, name, NULL);
}

char *run_libexec(const char *name)
{
	return in_folder("CMC_LIBEXEC", PKGLIBEXECDIR, name);
}

char *run_data(const char *name)
{
	return in_folder("CMC_DATADIR", PKGDATADIR, name);
}
