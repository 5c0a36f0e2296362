package dev.cutover.worker;

import dev.cutover.activity.ApplicationActivities;
import dev.cutover.activity.BatchActivities;
import dev.cutover.activity.CalendarActivities;
import dev.cutover.activity.ComparisonActivities;
import dev.cutover.activity.DecisionActivities;
import dev.cutover.activity.DnsActivities;
import dev.cutover.activity.ErpActivities;
import dev.cutover.activity.EvidenceActivities;
import dev.cutover.activity.FenceActivities;
import dev.cutover.activity.LedgerActivities;
import dev.cutover.activity.NotificationActivities;
import dev.cutover.activity.SchemaActivities;
import dev.cutover.activity.SyncActivities;
import dev.cutover.application.HttpApplication;
import dev.cutover.batch.HttpBatch;
import dev.cutover.calendar.BusinessDays;
import dev.cutover.comparison.DatabaseComparison;
import dev.cutover.database.Connections;
import dev.cutover.dns.DnsUpdate;
import dev.cutover.endpoint.Endpoints;
import dev.cutover.erp.HttpErp;
import dev.cutover.fence.DatabaseFence;
import dev.cutover.fence.EpochCheck;
import dev.cutover.ledger.Ledger;
import dev.cutover.notification.NotificationChannels;
import dev.cutover.roster.Roster;
import dev.cutover.roster.SignedDecisions;
import dev.cutover.roster.WorkerEvidence;
import dev.cutover.schema.DatabaseSchema;
import dev.cutover.sync.DatabaseSync;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * The activities, one bean each. {@code application.yml} says which task queue serves which; none
 * is made that the worker's sites do not serve.
 */
@Lazy
@Configuration(proxyBeanMethods = false)
class ActivityBeans {

  /** To one database: a comparison reads two things of a side at once, and catalogs between. */
  private static final int CONNECTIONS_A_SHARD = 3;

  @Bean
  Endpoints endpoints(CutoverSettings settings) {
    return new ConfiguredEndpoints(settings);
  }

  @Bean
  Connections connections(Endpoints endpoints) {
    return new Connections(endpoints);
  }

  /** A lease is never late because a copy has every connection. */
  @Bean
  Connections fenceConnections(Endpoints endpoints) {
    return new Connections(endpoints);
  }

  /** As many as the shards need that this worker takes at once, whatever else it does. */
  @Bean
  Connections shardConnections(Endpoints endpoints, CutoverSettings settings) {
    return new Connections(endpoints, CONNECTIONS_A_SHARD * settings.shardsAtOnce());
  }

  @Bean
  Roster roster(CutoverSettings settings) {
    return RosterRules.roster(Objects.requireNonNull(settings.roster()));
  }

  @Bean
  FenceActivities fence(Connections fenceConnections) {
    return new DatabaseFence(fenceConnections);
  }

  @Bean
  SyncActivities sync(Connections connections) {
    return new DatabaseSync(connections);
  }

  @Bean
  ComparisonActivities comparison(Connections connections) {
    return new DatabaseComparison(connections);
  }

  @Bean
  SyncActivities shardSync(Connections shardConnections) {
    return new DatabaseSync(shardConnections);
  }

  @Bean
  ComparisonActivities shardComparison(Connections shardConnections) {
    return new DatabaseComparison(shardConnections);
  }

  @Bean
  SchemaActivities schema(Connections connections) {
    return new DatabaseSchema(connections);
  }

  @Bean
  DnsActivities dns(Endpoints endpoints) {
    return new DnsUpdate(endpoints);
  }

  @Bean
  ApplicationActivities application(Endpoints endpoints, FenceActivities fence) {
    return new HttpApplication(endpoints, EpochCheck.by(fence));
  }

  @Bean
  BatchActivities batch(Endpoints endpoints, FenceActivities fence) {
    return new HttpBatch(endpoints, EpochCheck.by(fence));
  }

  @Bean
  ErpActivities erp(Endpoints endpoints) {
    return new HttpErp(endpoints);
  }

  @Bean
  DecisionActivities decision(Roster roster) {
    return new SignedDecisions(roster);
  }

  @Bean
  EvidenceActivities evidence(Roster roster) {
    return new WorkerEvidence(roster);
  }

  @Bean
  LedgerActivities ledger(Connections connections, CutoverSettings settings) {
    return new Ledger(connections, settings.ledgerDirectory());
  }

  @Bean
  NotificationActivities notification(Endpoints endpoints) {
    return new NotificationChannels(endpoints);
  }

  @Bean
  CalendarActivities calendar() {
    return new BusinessDays();
  }
}
