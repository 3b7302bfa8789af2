package org.jl2tpd.management;

import java.util.List;

/**
 * What a save did.
 *
 * @param file whole path of what was written
 * @param changes what it changed in the file, a line each that begins with {@code added}, {@code changed} or {@code dropped}
 * @param commentLinesDropped lines with comments that were in the file and are no more
 */
public record SaveReport(String file, List<String> changes, int commentLinesDropped) {}
