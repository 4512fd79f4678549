# SPDX-License-Identifier: GPL-3.0-or-later
templatesdedir = $(pkgdatadir)/templates/de
templatesendir = $(pkgdatadir)/templates/en
dist_templatesde_DATA = contrib/templates/de/follow-up.txt
dist_templatesen_DATA = contrib/templates/en/follow-up.txt
EXTRA_DIST += contrib/deps contrib/quickstart contrib/servers.sh contrib/test
