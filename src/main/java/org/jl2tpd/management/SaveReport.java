package org.jl2tpd.management;

import java.util.List;

/**
 * What a save did.
 *
 * @param file whole path of what was written
 * @param changes what it changed in the file, a line each that begins with {@code added}, {@code changed} or {@code dropped}, or {@code not
 *     saved} for what failed and was not to be tried again
 * @param commentLinesDropped lines with comments that were in the file and are no more
 * @param contents what the file has now, in words
 */
public record SaveReport(String file, List<String> changes, int commentLinesDropped, String contents) {}
