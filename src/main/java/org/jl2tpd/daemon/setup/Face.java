package org.jl2tpd.daemon.setup;

import java.io.IOException;
import java.util.List;
import org.jl2tpd.profile.Configuration;

/** Something that can be switched on. */
interface Face {
    /** Its word on the command line, and its section. */
    String name();

    boolean isOn(Configuration configuration);

    /** Names of the files that it makes, in {@link Place#SECRETS}. */
    List<String> files();

    /** Whether it keeps something in {@code state_directory}. */
    boolean keepsState();

    /**
     * Makes its files.
     *
     * @return sections for the configuration file, and what to print
     */
    Made make(Place place, Owned owned) throws IOException;

    /**
     * What was made.
     *
     * @param block sections, with a line end behind each line
     * @param words credentials and how to use them
     */
    record Made(String block, List<String> words) {}

    /** The table of a secret that stands in a file. */
    static String secret(String name) {
        return "[secret." + name + "]\nfile = \"" + Place.SECRETS + "/" + name + "\"\n";
    }
}
