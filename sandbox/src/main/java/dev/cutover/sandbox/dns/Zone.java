package dev.cutover.sandbox.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The records of one zone: answers queries and takes updates (RFC 1034, RFC 2136). */
final class Zone {

  private static final int MOST_ALIASES = 8;

  private final Name origin;
  private final Map<Name, List<Record>> records = new HashMap<>();

  Zone(Name origin, List<Record> initial) {
    this.origin = origin;
    initial.forEach(this::put);
  }

  synchronized Zone copy() {
    return new Zone(origin, records.values().stream().flatMap(List::stream).toList());
  }

  /** Replaces the set of a record's name and type. */
  synchronized void set(Record record) {
    List<Record> here = records.getOrDefault(record.getName(), new ArrayList<>());
    here.removeIf(other -> other.getType() == record.getType());
    put(record);
  }

  private void put(Record record) {
    records.computeIfAbsent(record.getName(), name -> new ArrayList<>()).add(record);
  }

  /** Adds the answer to a question; returns the response code. */
  synchronized int query(Record question, Message answer) {
    Name name = question.getName();
    if (!name.subdomain(origin)) {
      return Rcode.REFUSED;
    }
    for (int alias = 0; alias <= MOST_ALIASES; alias++) {
      List<Record> here = records.get(name);
      if (here == null) {
        return alias == 0 ? Rcode.NXDOMAIN : Rcode.NOERROR;
      }
      List<Record> wanted = set(name, question.getType());
      wanted.forEach(record -> answer.addRecord(record, Section.ANSWER));
      List<Record> aliases = set(name, Type.CNAME);
      if (!wanted.isEmpty() || aliases.isEmpty()) {
        return Rcode.NOERROR;
      }
      answer.addRecord(aliases.get(0), Section.ANSWER);
      name = ((CNAMERecord) aliases.get(0)).getTarget();
    }
    return Rcode.SERVFAIL;
  }

  /** Checks an update's prerequisites, then applies all of it or nothing. */
  synchronized int update(Message update) {
    Record zone = update.getQuestion();
    if (zone == null || zone.getType() != Type.SOA) {
      return Rcode.FORMERR;
    }
    if (!zone.getName().equals(origin)) {
      return Rcode.NOTAUTH;
    }
    for (Record record : update.getSection(Section.PREREQ)) {
      int unmet = prerequisite(record);
      if (unmet != Rcode.NOERROR) {
        return unmet;
      }
    }
    for (Record record : update.getSection(Section.UPDATE)) {
      if (!record.getName().subdomain(origin)) {
        return Rcode.NOTZONE;
      }
    }
    update.getSection(Section.UPDATE).forEach(this::apply);
    return Rcode.NOERROR;
  }

  /** RFC 2136, 3.2; value dependent prerequisites hold one record a set here. */
  private int prerequisite(Record record) {
    Name name = record.getName();
    if (!name.subdomain(origin)) {
      return Rcode.NOTZONE;
    }
    List<Record> set = set(name, record.getType());
    return switch (record.getDClass()) {
      case DClass.ANY -> set.isEmpty() ? Rcode.NXRRSET : Rcode.NOERROR;
      case DClass.NONE -> set.isEmpty() ? Rcode.NOERROR : Rcode.YXRRSET;
      default ->
          set.size() == 1 && set.get(0).rdataToString().equals(record.rdataToString())
              ? Rcode.NOERROR
              : Rcode.NXRRSET;
    };
  }

  /** RFC 2136, 3.4.2: class ANY deletes a set, NONE a record, the zone's own adds one. */
  private void apply(Record record) {
    List<Record> here = records.getOrDefault(record.getName(), new ArrayList<>());
    switch (record.getDClass()) {
      case DClass.ANY -> here.removeIf(other -> other.getType() == record.getType());
      case DClass.NONE ->
          here.removeIf(
              other ->
                  other.getType() == record.getType()
                      && other.rdataToString().equals(record.rdataToString()));
      default -> put(record);
    }
    if (here.isEmpty() && record.getDClass() != DClass.IN) {
      records.remove(record.getName());
    }
  }

  private List<Record> set(Name name, int type) {
    return records.getOrDefault(name, List.of()).stream()
        .filter(record -> record.getType() == type)
        .toList();
  }
}
