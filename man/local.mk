# SPDX-License-Identifier: GPL-3.0-or-later
dist_man_MANS += man/cmc.1 man/cmc.conf.5 man/cmc-json.7
dist_man_MANS += man/cmc-muttrc.1 man/cmc-query.1 man/cmc-sendmail.1
