# The panels and notification daemons that box.sh can start, with their settings. Sourced by it.

prepare_panel() {
    case $1 in
    lxqt)
        mkdir -p "$XDG_CONFIG_HOME/lxqt"
        printf '%s\n' '[General]' 'icon_theme=Adwaita' 'theme=light' \
            >"$XDG_CONFIG_HOME/lxqt/lxqt.conf"
        cat >"$XDG_CONFIG_HOME/lxqt/panel.conf" <<'INI'
[General]
icon_theme=Adwaita
panels=panel1
[panel1]
plugins=taskbar,statusnotifier,tray,worldclock
position=Bottom
panelSize=40
iconSize=24
lineCount=1
width=100
width-percent=true
[taskbar]
type=taskbar
[statusnotifier]
type=statusnotifier
alignment=Right
[tray]
type=tray
alignment=Right
[worldclock]
type=worldclock
alignment=Right
INI
        part panel lxqt-panel
        ;;
    xfce)
        mkdir -p "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml"
        xfce_panel_settings >"$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
        part panel xfce4-panel --disable-wm-check
        ;;
    trayer | none)
        # Also where none is wanted at first: a test may start this one later.
        part panel trayer --edge bottom --align right --widthtype percent --width 20 \
            --heighttype pixel --height 36 --expand true --SetPartialStrut true
        ;;
    *)
        echo "box: unknown panel $1" >&2
        exit 64
        ;;
    esac
}

tray_is_there() {
    case $1 in
    trayer) xprop -root -notype MANAGER >/dev/null; xwininfo -root -tree | grep -qi trayer ;;
    *) bus_has org.kde.StatusNotifierWatcher ;;
    esac
}

xfce_panel_settings() {
    cat <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=640;y=785"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="36"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
XML
}

prepare_notifier() {
    case $1 in
    dunst | none)
        mkdir -p "$XDG_CONFIG_HOME/dunst"
        dunst_settings >"$XDG_CONFIG_HOME/dunst/dunstrc"
        context_menu >"$BOX/menu.sh"
        part notifier dunst -conf "$XDG_CONFIG_HOME/dunst/dunstrc"
        ;;
    xfce)
        part notifier "$(ls /usr/lib/*/xfce4/notifyd/xfce4-notifyd | head -n 1)"
        ;;
    *)
        echo "box: unknown notification daemon $1" >&2
        exit 64
        ;;
    esac
}

dunst_settings() {
    cat <<INI
[global]
    origin = top-right
    offset = 20x20
    width = 380
    height = 220
    font = DejaVu Sans 10
    show_indicators = yes
    history_length = 100
    dmenu = /bin/sh $BOX/menu.sh
    mouse_left_click = do_action, close_current
    mouse_middle_click = context
    mouse_right_click = close_all
[urgency_low]
    timeout = 60
[urgency_normal]
    timeout = 60
[urgency_critical]
    background = "#a00000"
    foreground = "#ffffff"
    timeout = 0
INI
}

# dunst offers the actions as lines and takes the line that comes back.
context_menu() {
    cat <<SH
tee '$BOX/offered' | grep -F -m 1 -- "\$(cat '$BOX/pick')"
SH
}
