/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

G_DEFINE_QUARK(cmc-error-quark, error)

static const int exit_codes[] = {
	[ERROR_USAGE] = 64,	  [ERROR_DATA] = 65, [ERROR_NOT_FOUND] = 67, [ERROR_UNAVAILABLE] = 69,
	[ERROR_SOFTWARE] = 70, [ERROR_IO] = 74,	  [ERROR_TEMP] = 75,	  [ERROR_REFUSED] = 77,
	[ERROR_CONFIG] = 78,
};

int error_exit_code(const GError *error)
{
	if (!error)
		return 0;
	if (error->domain == ERROR && error->code >= 0 && error->code < (int)G_N_ELEMENTS(exit_codes))
		return exit_codes[error->code];
	if (error->domain == G_OPTION_ERROR)
		return 64;
	if (error->domain == G_FILE_ERROR)
		return 74;
	return 70;
}
