package dev.cutover.sandbox;

import dev.cutover.sandbox.fault.Interception;
import dev.cutover.sandbox.fault.Interception.Way;
import dev.cutover.sandbox.fault.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A change of DNS is held up on its way, and arrives when it is mended. */
final class LateUpdate implements Deed {

  private final Ground ground;
  private final AtomicReference<byte @Nullable []> heldUp = new AtomicReference<>();

  LateUpdate(Ground ground) {
    this.ground = ground;
  }

  @Override
  public void begin() {
    ground.wiring().to(Part.DNS).intercept(Interception.dnsUpdate(Way.LOSE_REQUEST, heldUp::set));
  }

  @Override
  public void mend() throws IOException {
    ground.wiring().to(Part.DNS).mend();
    byte[] update = heldUp.getAndSet(null);
    if (update == null) {
      return;
    }
    String address = ground.world().dns().address();
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(update);
      socket.getOutputStream().flush();
      // Its answer means that the server has made up its mind.
      socket.getInputStream().read();
    }
  }
}
