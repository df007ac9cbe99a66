/** The HTTP surface: what agents, services and people see of Roundtable. */
@org.jspecify.annotations.NullMarked
package io.roundtable.http;
