/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desktop for tests: owns org.freedesktop.Notifications on the session bus and writes each notification to standard
 * output, title and text on a line each. */
#include <gio/gio.h>
#include <stdio.h>

static const char interface[] =
	"<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
	"<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
	"<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
	"<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>"
	"</method></interface></node>";

static void on_call(GDBusConnection *connection, const char *sender, const char *path, const char *name, const char *method,
		    GVariant *arguments, GDBusMethodInvocation *invocation, gpointer data)
{
	static guint count;
	const char *title, *text;

	(void)connection, (void)sender, (void)path, (void)name, (void)method, (void)data;
	g_variant_get_child(arguments, 3, "&s", &title);
	g_variant_get_child(arguments, 4, "&s", &text);
	printf("TITLE %s\nTEXT %s\n", title, text);
	fflush(stdout);
	g_dbus_method_invocation_return_value(invocation, g_variant_new("(u)", ++count));
}

static void on_bus(GDBusConnection *connection, const char *name, gpointer data)
{
	static const GDBusInterfaceVTable table = {.method_call = on_call};

	(void)name;
	g_dbus_connection_register_object(connection, "/org/freedesktop/Notifications", ((GDBusNodeInfo *)data)->interfaces[0],
					  &table, NULL, NULL, NULL);
}

int main(void)
{
	GDBusNodeInfo *info = g_dbus_node_info_new_for_xml(interface, NULL);
	GMainLoop *loop = g_main_loop_new(NULL, FALSE);

	g_bus_own_name(G_BUS_TYPE_SESSION, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, on_bus, NULL, NULL,
		       info, NULL);
	g_main_loop_run(loop);
	return 0;
}
