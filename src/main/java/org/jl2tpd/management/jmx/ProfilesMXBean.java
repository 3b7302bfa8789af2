package org.jl2tpd.management.jmx;

import java.util.SortedMap;

/** {@code type=Profile,kind=KIND}: profiles of one kind. Changes hold for tunnels and sessions made from then on, until the restart unless they are saved. */
@About("Profiles of one kind: what new tunnels and sessions are made with.")
public interface ProfilesMXBean {
    @About("The kind: peer, tunnel, session, ppp, system, snmp, jmx or http.")
    String getKind();

    @About("Their names, in order.")
    String[] getNames();

    @About("All of them by name, with all of their attributes; a secret is shown as ***.")
    SortedMap<String, ProfileInfo> list();

    @About("One of them, with all of its attributes; a secret is shown as ***.")
    ProfileInfo show(@Argument(name = "name", about = "Its name.") String name);

    @About("What attributes there are, with default, range and meaning.")
    SortedMap<String, AttributeInfo> attributes();

    @About(value = "Makes one.", changes = true)
    ProfileInfo create(
            @Argument(name = "name", about = "Its name.") String name,
            @Argument(name = "attributes", about = "name=value with blanks between; quote values with blanks.")
                    String attributes);

    @About(value = "Changes attributes of one.", changes = true)
    ProfileInfo modify(
            @Argument(name = "name", about = "Its name.") String name,
            @Argument(name = "attributes", about = "name=value with blanks between; quote values with blanks.")
                    String attributes);

    @About(value = "Gives attributes of one their defaults back.", changes = true)
    ProfileInfo unset(
            @Argument(name = "name", about = "Its name.") String name,
            @Argument(name = "attributes", about = "Names of attributes, with blanks between.") String attributes);

    @About(value = "Takes one away that nothing refers to.", changes = true)
    void delete(@Argument(name = "name", about = "Its name.") String name);
}
