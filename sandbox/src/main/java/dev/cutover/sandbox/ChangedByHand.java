package dev.cutover.sandbox;

import dev.cutover.plan.Levers.DnsRule;
import java.io.IOException;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;

/** Somebody else lets the name point to the other side. */
record ChangedByHand(Ground ground) implements Deed {

  @Override
  public void begin() throws IOException {
    DnsRule rule = ground.plan().levers().dns();
    Name name = Name.fromString(rule.name(), Name.root);
    Name target = Name.fromString(rule.target(), Name.root);
    ground.world().dns().set(new CNAMERecord(name, DClass.IN, rule.ttl().toSeconds(), target));
  }
}
