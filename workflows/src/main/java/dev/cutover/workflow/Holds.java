package dev.cutover.workflow;

import dev.cutover.activity.ApplicationActivities.ProbeResult;
import dev.cutover.activity.ComparisonActivities.TableComparison;
import dev.cutover.activity.Conductor;
import dev.cutover.activity.FailureType;
import dev.cutover.evidence.LedgerEntry.Kind;
import dev.cutover.plan.Answer;
import dev.cutover.plan.GateRule;
import dev.cutover.plan.NotificationRule.Event;
import dev.cutover.plan.RollbackRule;
import dev.cutover.plan.Side;
import dev.cutover.plan.Table;
import dev.cutover.workflow.HandOver.Unequal;
import dev.cutover.workflow.RunStatus.DecisionTaken;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks that stop the procedure until they pass or a person decides: any discrepancy is a hold,
 * and where one of the plan's rollback rules applies its decision maker is asked instead.
 */
final class Holds {

  private static final List<Answer> AFTER_FAILED_FUNCTION =
      List.of(Answer.RETRY, Answer.ACCEPT, Answer.ROLL_BACK);

  private static final int MOST_TABLES_RECORDED = 200;

  private final BoundPlan bound;
  private final Sites sites;
  private final Notices notices;
  private final DecisionDesk desk;
  private final StepLog log;
  private final LedgerEntries ledger;
  private final Supplier<String> outlook;
  private final IntegrityErrors errors = new IntegrityErrors();
  private List<TableComparison> tables = List.of();
  private @Nullable RuleApplied rule;
  private String leftUndone = "";

  /**
   * @param outlook what whoever decides has to know of the night's times
   */
  Holds(
      BoundPlan bound,
      Sites sites,
      Notices notices,
      DecisionDesk desk,
      StepLog log,
      LedgerEntries ledger,
      Supplier<String> outlook) {
    this.bound = bound;
    this.sites = sites;
    this.notices = notices;
    this.desk = desk;
    this.log = log;
    this.ledger = ledger;
    this.outlook = outlook;
  }

  /** Before GO: legacy is live, and no rollback rule counts yet. */
  void untilSynced(Conductor conductor) {
    untilEqual(conductor, ComparisonImpl::all, Optional.empty());
  }

  void untilEqual(Conductor conductor, Instant go) {
    untilEqual(conductor, ComparisonImpl::frozen, Optional.of(go));
  }

  private void untilEqual(Conductor conductor, WholeComparison comparison, Optional<Instant> go) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> difference(conductor, comparison, go));
      Answer answer = question.isEmpty() ? Answer.ACCEPT : answer(question.get());
      if (answer == Answer.ACCEPT) {
        rule = null;
        return;
      } else if (answer == Answer.REPAIR) {
        repair(conductor);
      }
    }
  }

  private Optional<Question> difference(
      Conductor conductor, WholeComparison comparison, Optional<Instant> go) {
    tables = comparison.of(bound, sites, conductor.attempt());
    List<TableComparison> unequal = tables.stream().filter(table -> !table.equal()).toList();
    if (unequal.isEmpty()) {
      log.note(tables.size() + " tables equal");
      return Optional.empty();
    }
    record(unequal);
    String facts = inWords(unequal);
    log.note(facts);
    notices.tell(Event.DISCREPANCY, "Stopped: the databases differ", facts);
    return go.isEmpty() ? Optional.of(hold("discrepancy", facts)) : afterGo(go.get(), facts);
  }

  private void record(List<TableComparison> unequal) {
    unequal.stream()
        .limit(MOST_TABLES_RECORDED)
        .forEach(
            table ->
                ledger.add(
                    Kind.DISCREPANCY,
                    table.table(),
                    "confirmed",
                    String.valueOf(table.confirmed())));
    int more = unequal.size() - MOST_TABLES_RECORDED;
    if (more > 0) {
      ledger.add(Kind.DISCREPANCY, "more tables", "tables", String.valueOf(more));
    }
  }

  private Optional<Question> afterGo(Instant go, String facts) {
    errors.add(tables);
    String counted = facts + ", " + errors.distinct() + " distinct since GO";
    return Optional.of(
        integrityRule(go)
            .map(applies -> rule(applies, counted, afterDiscrepancy()))
            .orElseGet(() -> hold("discrepancy", counted)));
  }

  private Question hold(String gate, String facts) {
    rule = null;
    return Question.hold(gate, bound.plan().gates().discrepancy(), facts).with(outlook.get());
  }

  private Question rule(RollbackRule applies, String facts, List<Answer> offered) {
    boolean still = rule != null && rule.name().equals(applies.name());
    if (!still) {
      rule = new RuleApplied(applies.name(), StepLog.now());
    }
    ledger.add(Kind.RULE, applies.name(), "facts", facts);
    return Question.rule(applies, facts, offered).with(outlook.get());
  }

  void untilErpAnswers(Side side) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> erpFailure(side));
      if (question.isEmpty() || answer(question.get()) == Answer.ACCEPT) {
        rule = null;
        return;
      }
    }
  }

  private Optional<Question> erpFailure(Side side) {
    List<String> failures = ErpCheckImpl.failures(ErpCheckImpl.check(bound, sites, side));
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    String facts = String.join("; ", failures);
    log.note(facts);
    notices.tell(Event.DISCREPANCY, "Stopped: the ERP does not answer", facts);
    return Optional.of(hold("erp", facts));
  }

  void untilCoreFunctionsWork(Side side, boolean writing, boolean byRealName) {
    while (true) {
      Optional<Question> question =
          desk.question().or(() -> brokenFunction(side, writing, byRealName));
      if (question.isEmpty() || answer(question.get()) == Answer.ACCEPT) {
        rule = null;
        return;
      }
    }
  }

  private Optional<Question> brokenFunction(Side side, boolean writing, boolean byRealName) {
    List<ProbeResult> results = CoreFunctions.probe(bound, sites, side, writing, byRealName);
    List<ProbeResult> failed = results.stream().filter(result -> !result.ok()).toList();
    if (failed.isEmpty()) {
      results.forEach(
          result -> log.note(result.function() + " " + result.passed() + "/" + result.tried()));
      return Optional.empty();
    }
    String facts = CoreFunctions.inWords(failed);
    log.note(facts);
    return Optional.of(coreFunctionQuestion(failed, facts));
  }

  /**
   * Tries something until it works or a person decides otherwise; for what follows the approval of
   * COMPLETE, when nothing is rolled back by itself any more.
   */
  void untilDone(String gate, List<Answer> offered, Runnable action) {
    while (true) {
      Optional<Question> question = desk.question().or(() -> failure(gate, offered, action));
      if (question.isEmpty()) {
        return;
      }
      if (answer(question.get()) == Answer.ACCEPT) {
        leftUndone = question.get().facts();
        return;
      }
    }
  }

  private Optional<Question> failure(String gate, List<Answer> offered, Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (ActivityFailure e) {
      if (Failures.is(e, FailureType.STALE_EPOCH)
          || CancellationScope.current().isCancelRequested()) {
        throw e;
      }
      String facts = Failures.inWords(e);
      log.note(facts);
      notices.tell(Event.DISCREPANCY, "COMPLETE was approved, but this failed", facts);
      rule = null;
      GateRule asked = bound.plan().gates().discrepancy();
      return Optional.of(
          Question.untilAnswered(gate, facts, offered, asked.role())
              .remindedAs(asked)
              .with(outlook.get()));
    }
  }

  private Question coreFunctionQuestion(List<ProbeResult> failed, String facts) {
    Optional<RollbackRule> covering =
        bound.plan().rollbackRules().stream()
            .filter(candidate -> coversAny(candidate, failed))
            .findFirst();
    notices.tell(
        Event.CORE_FUNCTION_FAILED,
        covering.map(RollbackRule::tell).orElse(List.of()),
        "A core function fails on the target",
        facts);
    return covering
        .map(applies -> rule(applies, facts, AFTER_FAILED_FUNCTION))
        .orElseGet(() -> hold("core-function", facts));
  }

  private static boolean coversAny(RollbackRule rule, List<ProbeResult> failed) {
    List<String> covered = rule.trigger().coreFunctions();
    return covered != null
        && failed.stream().map(ProbeResult::function).anyMatch(covered::contains);
  }

  private Optional<RollbackRule> integrityRule(Instant go) {
    Duration since = Duration.between(go, StepLog.now());
    return bound.plan().rollbackRules().stream()
        .filter(
            candidate -> {
              Integer limit = candidate.trigger().integrityErrors();
              Duration within = candidate.trigger().within();
              return limit != null
                  && errors.distinct() >= limit
                  && (within == null || since.compareTo(within) <= 0);
            })
        .findFirst();
  }

  private static List<Answer> afterDiscrepancy() {
    return List.of(Answer.RETRY, Answer.REPAIR, Answer.ACCEPT, Answer.ROLL_BACK);
  }

  private Answer answer(Question question) {
    DecisionTaken decision = desk.ask(question);
    Answer answer = decision.answer();
    String who = decision.person() == null ? "silence" : decision.person();
    if (answer == null || answer == Answer.ROLL_BACK || answer == Answer.REJECT) {
      String why = question.gate() + ": " + question.facts() + ", decided by " + who;
      throw new RollbackOrdered(why, decision.person() != null, rule);
    }
    log.note(answer + " by " + who);
    return answer;
  }

  private void repair(Conductor conductor) {
    List<String> unequal = new ArrayList<>();
    tables.stream().filter(table -> !table.equal()).forEach(table -> unequal.add(table.table()));
    for (Table table : bound.tables()) {
      if (unequal.contains(table.name())) {
        long rows =
            sites.comparison("repair " + table.name()).repair(conductor, bound.databases(), table);
        log.note(rows + " rows of " + table.name() + " repaired");
      }
    }
  }

  private static String inWords(List<TableComparison> unequal) {
    return unequal.stream().mapToLong(TableComparison::confirmed).sum()
        + " integrity errors in "
        + String.join(
            ", ",
            unequal.stream().map(table -> table.table() + " (" + table.confirmed() + ")").toList());
  }

  /** Goes on after a hand-over. */
  void goOn(HandOver.Position from) {
    tables = from.tables();
    leftUndone = from.leftUndone();
    rule = from.rule();
    if (from.unequal() != null) {
      errors.goOn(from.unequal());
    }
  }

  Map<String, Unequal> unequal() {
    return errors.byTable();
  }

  /** The rule that a stop is about which nobody has ended yet. */
  @Nullable RuleApplied rule() {
    return rule;
  }

  List<TableComparison> tables() {
    return tables;
  }

  String leftUndone() {
    return leftUndone;
  }

  /** One of the two ways to compare all tables. */
  private interface WholeComparison {
    List<TableComparison> of(BoundPlan bound, Sites sites, String attempt);
  }
}
