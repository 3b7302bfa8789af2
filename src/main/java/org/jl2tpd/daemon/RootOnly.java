package org.jl2tpd.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jl2tpd.linux.Identity;

/** Changes that root makes to the file system for the daemon's user, where nobody else can have put something in the way. */
final class RootOnly {
    private static final int ROOT = 0;
    /** Bits of a mode. */
    private static final int WRITABLE_BY_OTHERS = 022;

    private static final int PERMISSIONS = 0777;
    private static final int READ_WRITE = 06;
    private static final int GROUP = 3;
    private static final int OWNER = 6;
    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    private static final String DIRECTORY_MODE = "rwxr-x---";

    private RootOnly() {}

    private record Entry(int uid, int gid, int mode) {
        static Entry of(Path file, LinkOption... options) throws IOException {
            Map<String, Object> found = Files.readAttributes(file, "unix:uid,gid,mode", options);
            return new Entry((Integer) found.get("uid"), (Integer) found.get("gid"), (Integer) found.get("mode"));
        }
    }

    /** Why something below these directories is not for root to make: one is missing, or somebody else could have planted what is there; null for nothing. */
    static String problemOfParents(Path path) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            try {
                // Of a link, what it leads to: its own directory is looked at too, so that root alone can have made it.
                Entry entry = Entry.of(folder);
                if (!Files.isDirectory(folder)) {
                    return folder + " is no directory";
                }
                if (entry.uid != ROOT || (entry.mode & WRITABLE_BY_OTHERS) != 0) {
                    return "others than root may write in " + folder + "; make it by hand";
                }
            } catch (NoSuchFileException e) {
                return "there is no directory " + folder;
            } catch (IOException e) {
                return folder + ": " + e.getMessage();
            }
        }
        return null;
    }

    /** Makes a directory (mode 0750) in one that {@link #problemOfParents} has nothing against. */
    static void makeDirectory(Path folder, int uid, int gid) throws IOException {
        var mode = PosixFilePermissions.fromString(DIRECTORY_MODE);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
        own(folder, uid, gid);
        Files.setPosixFilePermissions(folder, mode);
    }

    /** Lets everyone pass through a directory that was just made, and look at nothing. */
    static void letPass(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(DIRECTORY_MODE.substring(0, 8) + "x"));
    }

    static void own(Path file, int uid, int gid) throws IOException {
        Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Lets the user's group read and write a device file that is root's alone.
     *
     * @return what was done, or why not; null when nothing was to be done
     */
    static String giveDevice(Path device, Identity user) throws IOException {
        if (!Files.exists(device, LinkOption.NOFOLLOW_LINKS)) {
            return device + " is not there";
        }
        Entry entry = Entry.of(device, LinkOption.NOFOLLOW_LINKS);
        if ((entry.mode & TYPE) != CHARACTER_DEVICE) {
            return device + " is no device and stays as it is";
        }
        if (mayUse(entry, user)) {
            return null;
        }
        if (entry.gid != ROOT) {
            return device + " is another group's and stays as it is; add " + user.name()
                    + " to that group, or run: chmod o+rw " + device;
        }
        Files.setAttribute(device, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        int mode = entry.mode & PERMISSIONS | READ_WRITE << GROUP;
        Files.setAttribute(device, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        return device + " is for the group of " + user.name();
    }

    private static boolean mayUse(Entry entry, Identity user) {
        int shift = entry.uid == user.uid() ? OWNER : user.isIn(entry.gid) ? GROUP : 0;
        return (entry.mode >> shift & READ_WRITE) == READ_WRITE;
    }
}
