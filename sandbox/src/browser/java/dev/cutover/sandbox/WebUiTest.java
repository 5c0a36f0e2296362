package dev.cutover.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cutover.temporal.PayloadKeys;
import dev.cutover.worker.WorkerApplication;
import dev.cutover.workflow.RunStatus;
import dev.cutover.workflow.RunStatus.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** What people do in Temporal's web UI, in a real browser. */
@Tag("browser")
final class WebUiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void whatIsPastedIntoItsDialogsCounts() throws Exception {
    try (ServerNight night = new ServerNight(directory);
        WebUi ui = new WebUi()) {
      OwnKey taro = OwnKey.of("taro-tanaka", directory);
      OwnKey duty = OwnKey.of(ServerNight.REQUESTER, directory);
      night.world.decisions.verifyBy(taro.decisions("migration-lead", duty));
      night.start(duty.signed(night.request()));
      ui.open(night.link());
      ui.send("signal", "decide", json(taro.signed(night.approval("go"))));
      night.awaitGate("switch");
      ui.send("update", "decide", json(taro.signed(night.approval("switch"))));
      night.awaitGate("complete");
      assertTrue(night.world.cutover().decide(taro.signed(night.approval("complete"))).accepted());
      RunStatus end = night.end();

      assertEquals(Outcome.COMPLETED, end.outcome(), end.reason());
      assertEquals(4, end.decisions().stream().filter(RunStatus.DecisionTaken::accepted).count());
    }
  }

  @Test
  void anEncryptedRunIsReadThroughAWorkerThatHasTheKey() throws Exception {
    int port = FreePort.pick();
    try (ServerNight night =
            new ServerNight(directory, ServedWorld.oms(), PayloadKeys.parse(CodecWorker.KEYS));
        ConfigurableApplicationContext worker =
            WorkerApplication.start(CodecWorker.settings(night.address(), port, night.ui()));
        WebUi ui = new WebUi()) {
      assertTrue(worker.isRunning());
      night.start();
      ui.open(night.link() + "/timeline");
      ServerNight.until(() -> ui.text().contains("NotificationSend"));
      String without = ui.text();
      ui.decodeBy(night.ui(), "http://127.0.0.1:" + port);
      ui.open(night.link() + "/timeline");
      ServerNight.until(() -> ui.text().contains("Begin the cutover now?"));
      ServerNight.until(() -> ui.text().contains("taro-tanaka"));

      assertFalse(without.contains("Begin the cutover now?"), without);
      assertFalse(without.contains("taro-tanaka"), without);
    }
  }

  private static String json(String text) throws Exception {
    return JSON.writeValueAsString(text);
  }
}
