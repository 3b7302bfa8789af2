package org.jl2tpd.management;

import org.jl2tpd.profile.Configuration;

/** Configurations in files, of whatever format. Blocks; for any thread. */
public interface ConfigurationFile {
    /** A daemon that was started without a file, and has no means to write one. */
    ConfigurationFile NONE = new ConfigurationFile() {
        @Override
        public String path() {
            return "";
        }

        @Override
        public String resolve(String file, FileReach reach) throws ControlException {
            throw ControlException.invalid("this daemon has no configuration file");
        }

        @Override
        public Configuration read(String path, FileReach reach) throws ControlException {
            throw ControlException.invalid("this daemon has no configuration file");
        }

        @Override
        public Target look(String path) throws ControlException {
            throw ControlException.invalid("this daemon has no configuration file");
        }

        @Override
        public void write(String path, Configuration configuration) throws ControlException {
            throw ControlException.invalid("this daemon has no configuration file");
        }

        @Override
        public String text(Configuration configuration) {
            return "";
        }
    };

    /**
     * What a file is that would be replaced.
     *
     * @param exists whether there is one
     * @param isOurs whether a save wrote it, whoever edited it since
     * @param commentLines lines with a comment of people's making
     */
    record Target(boolean exists, boolean isOurs, int commentLines) {}

    /** The whole path of the file that the daemon was started with; empty for none. */
    String path();

    /**
     * The whole path of a file that an operator names; a relative one lies beside the daemon's own.
     *
     * @throws ControlException INVALID when configurations don't have such names, REFUSED when that one is out of reach
     */
    String resolve(String file, FileReach reach) throws ControlException;

    /** @throws ControlException INVALID with the first faults of the file, or REFUSED, by reach with nothing of what it holds */
    Configuration read(String path, FileReach reach) throws ControlException;

    /** The daemon's own file; refused with all of its faults, a line each that begins with file, line and column. */
    default Configuration readOwn() throws ControlException {
        return read(path(), FileReach.ANYWHERE);
    }

    Target look(String path) throws ControlException;

    /** Replaces the file, whole or not at all. */
    void write(String path, Configuration configuration) throws ControlException;

    /** The text that would be written, for people to look at: secrets are masked. */
    String text(Configuration configuration);
}
