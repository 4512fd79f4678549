# SPDX-License-Identifier: GPL-3.0-or-later
pluginmuttdir = $(pkgdatadir)/plugin/mutt
dist_pluginmutt_DATA = plugin/mutt/cmc.muttrc
pluginnotmuchdir = $(pkgdatadir)/plugin/notmuch
dist_pluginnotmuch_SCRIPTS = plugin/notmuch/post-new
