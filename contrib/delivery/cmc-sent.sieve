# SPDX-License-Identifier: GPL-3.0-or-later
# Dovecot's imapsieve on Sent: a follow-up is linked in the moment in which any client files it, on the server.
#   protocol imap { mail_plugins = $mail_plugins imap_sieve }
#   plugin {
#     sieve_plugins = sieve_imapsieve sieve_extprograms
#     sieve_global_extensions = +vnd.dovecot.execute
#     sieve_execute_bin_dir = /usr/lib/dovecot/sieve-execute
#     imapsieve_mailbox1_name = Sent
#     imapsieve_mailbox1_causes = APPEND COPY
#     imapsieve_mailbox1_before = file:/etc/dovecot/cmc-sent.sieve
#   }
# sieve-execute of this folder is "cmc" in sieve_execute_bin_dir. Whatever it ends with, the mail stays where it is.
require ["vnd.dovecot.execute"];
execute :pipe "cmc";
