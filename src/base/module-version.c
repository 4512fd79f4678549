/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In each module: which cmc it belongs to (base/library.h). */
extern const char cmc_module_version[];
const char cmc_module_version[] = PACKAGE_VERSION;
