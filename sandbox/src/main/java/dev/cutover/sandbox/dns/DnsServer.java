package dev.cutover.sandbox.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/**
 * An authoritative server of one zone on 127.0.0.1, over UDP and TCP. Updates need the key's
 * signature (TSIG, RFC 8945).
 */
public final class DnsServer implements AutoCloseable {

  private static final int MOST_BYTES = 65_535;
  private static final int UDP_BYTES = 1_232;

  private volatile Zone zone;
  private final TSIG key;
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public DnsServer(Name origin, List<Record> records, TSIG key) throws IOException {
    this(new Zone(origin, records), key);
  }

  private DnsServer(Zone zone, TSIG key) throws IOException {
    this.zone = zone;
    this.key = key;
    InetAddress here = InetAddress.getLoopbackAddress();
    tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress(here, 0));
    udp = new DatagramSocket(tcp.getLocalPort(), here);
    threads.execute(this::serveUdp);
    threads.execute(this::serveTcp);
  }

  /** Another server of the same zone, which hears of every change at once. */
  public DnsServer secondary() throws IOException {
    return new DnsServer(zone, key);
  }

  /** Hears of no change any more. */
  public void fallBehind() {
    zone = zone.copy();
  }

  /** Knows what another server knows, and will. */
  public void catchUp(DnsServer primary) {
    zone = primary.zone;
  }

  /** A change by somebody who does not ask for its prerequisites. */
  public void set(Record record) {
    zone.set(record);
  }

  /** The server as {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + tcp.getLocalPort();
  }

  private void serveUdp() {
    byte[] buffer = new byte[MOST_BYTES];
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), UDP_BYTES);
        if (answer != null) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closedOrBroken) {
        // A packet that can't be read or answered is the sender's to repeat.
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket socket = tcp.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      socket.setSoTimeout(10_000);
      byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), MOST_BYTES);
      if (answer != null) {
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (IOException gone) {
      // The other side has closed the connection.
    }
  }

  private byte @Nullable [] answer(byte[] wire, int most) {
    Message query;
    try {
      query = new Message(wire);
    } catch (IOException garbage) {
      return null;
    }
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setOpcode(query.getHeader().getOpcode());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    Record question = query.getQuestion();
    if (question != null) {
      answer.addRecord(question, Section.QUESTION);
    }
    TSIGRecord signature = query.getTSIG();
    if (signature != null && !isOurs(query, wire)) {
      answer.getHeader().setRcode(Rcode.NOTAUTH);
      return answer.toWire(most);
    }
    answer.getHeader().setRcode(rcode(query, answer, question, signature != null));
    if (signature != null) {
      answer.setTSIG(key, Rcode.NOERROR, signature);
    }
    return answer.toWire(most);
  }

  private boolean isOurs(Message query, byte[] wire) {
    try {
      return key.verify(query, wire, null) == Rcode.NOERROR;
    } catch (RuntimeException unreadable) {
      return false;
    }
  }

  private int rcode(Message query, Message answer, @Nullable Record question, boolean signed) {
    if (question == null) {
      return Rcode.FORMERR;
    }
    return switch (query.getHeader().getOpcode()) {
      case Opcode.QUERY -> zone.query(question, answer);
      case Opcode.UPDATE -> signed ? zone.update(query) : Rcode.REFUSED;
      default -> Rcode.NOTIMP;
    };
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    threads.shutdownNow();
  }
}
