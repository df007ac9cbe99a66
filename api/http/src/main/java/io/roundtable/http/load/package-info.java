/** How much a node takes upon itself at a time: connections, bytes coming in, bytes going out. Past it, it says so. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http.load;
