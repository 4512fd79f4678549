# SPDX-License-Identifier: GPL-3.0-or-later
pluginmuttdir = $(pkgdatadir)/plugin/mutt
dist_pluginmutt_DATA = plugin/mutt/cmc.muttrc
pluginnotmuchdir = $(pkgdatadir)/plugin/notmuch
dist_pluginnotmuch_SCRIPTS = plugin/notmuch/post-new
pluginaercdir = $(pkgdatadir)/plugin/aerc
dist_pluginaerc_DATA = plugin/aerc/binds.conf plugin/aerc/accounts.conf plugin/aerc/aerc.conf
pluginaerctemplatesdir = $(pluginaercdir)/templates
dist_pluginaerctemplates_DATA = plugin/aerc/templates/cmc
EXTRA_DIST += plugin/README.md plugin/pictures
