package org.jl2tpd.management;

/** Which files an operator may have the daemon read and write for them. */
public enum FileReach {
    /** Every one that the daemon may: for root and the daemon's own user. */
    ANYWHERE,
    /**
     * Those in the folder of the daemon's configuration file alone, and to be read those alone that nobody but root and the daemon's user may write:
     * who may control a daemon of root is not root.
     */
    OWN_FOLDER
}
