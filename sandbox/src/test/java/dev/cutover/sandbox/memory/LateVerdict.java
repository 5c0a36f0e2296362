package dev.cutover.sandbox.memory;

import dev.cutover.activity.DecisionActivities;
import dev.cutover.decision.SignedText;
import dev.cutover.decision.Statement;
import dev.cutover.plan.Answer;
import dev.cutover.workflow.RunStatus.OpenGate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * What becomes of one person's answer to GO is known only when another's has been accepted.
 *
 * @param sooner who is accepted first
 * @param late who has to wait
 * @param judge what it makes of a text whose signature is good
 */
record LateVerdict(
    Night night, String sooner, String late, UnaryOperator<DecisionActivities.Verdict> judge)
    implements DecisionActivities {

  private static final String LEAD = "taro-tanaka";
  private static final String MANAGER = "sato";

  /** The lead approves GO, is not known to the roster when it would take effect, but is later. */
  static void takesAnApprovalBackThatIsGivenAnew(Night night) {
    AtomicInteger looks = new AtomicInteger();
    night.world.decisions.verifyBy(
        new LateVerdict(
            night,
            LEAD,
            MANAGER,
            verdict -> {
              boolean isLeads = LEAD.equals(verdict.person());
              return MANAGER.equals(verdict.person()) || (isLeads && looks.incrementAndGet() == 2)
                  ? refused(verdict, "not known just now")
                  : verdict;
            }));
    night.whenTheFirstGateOpens(
        () -> {
          OpenGate go = night.openGate("go");
          night.world.cutover().decideBySignal(night.signed(go, MANAGER, Answer.APPROVE));
          night.decide(go, LEAD, Answer.APPROVE);
          LongNight.until(() -> isAskedAnew(night, go));
          night.decide(night.openGate("go"), LEAD, Answer.APPROVE);
        });
  }

  private static boolean isAskedAnew(Night night, OpenGate go) {
    return night.isOpen("go") && !night.openGate("go").nonce().equals(go.nonce());
  }

  @Override
  public Verdict verify(Question question, String signedText) {
    Statement said = SignedText.parse(signedText).statement();
    if (said.person().equals(late) && question.gate().equals("go")) {
      LongNight.until(this::isAccepted);
    }
    return judge.apply(new Verdict(true, said.person(), said.decision(), said.reason()));
  }

  private boolean isAccepted() {
    return night.world.cutover().status().decisions().stream()
        .anyMatch(
            taken ->
                taken.accepted() && taken.gate().equals("go") && sooner.equals(taken.person()));
  }

  static DecisionActivities.Verdict refused(DecisionActivities.Verdict verdict, String why) {
    return new DecisionActivities.Verdict(false, verdict.person(), null, why);
  }
}
