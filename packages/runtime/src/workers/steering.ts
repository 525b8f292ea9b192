/** Linux, socket(7); the same numbers on x64 and arm64. */
const SOL_SOCKET = 1;
const SO_ACCEPTCONN = 30;
const SO_ATTACH_REUSEPORT_CBPF = 51;
const SO_DETACH_REUSEPORT_BPF = 68;
/** Classic BPF: the result is a constant. */
const BPF_RET = 0x06;
/** Bytes of `struct sockaddr_storage`. */
const ADDRESS_BYTES = 128;

const LIBRARIES = ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`];

/** Decides which of the processes that share a port get new connections: Linux asks a program of the sockets. */
export interface Steering {
  /**
   * Sends all new connections to the socket that began to listen last.
   *
   * @param listeners how many sockets listen on the port
   * @throws an Error of the system
   */
  toLast(listeners: number): void;
  /** Spreads new connections over all sockets again. Never throws: without it the kernel does so by itself. */
  release(): void;
}

/**
 * @param port this process listens on
 * @throws an Error where there is no C library that can be called, or no such socket
 */
export async function steeringOf(port: number): Promise<Steering> {
  const { ptr } = await import("bun:ffi");
  const { getsockname, getsockopt, setsockopt } = await socketCalls();
  const isOurs = (descriptor: number): boolean => {
    const listens = new Int32Array(1);
    const length = new Uint32Array([listens.byteLength]);
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, ptr(listens), ptr(length)) !== 0) return false;
    const address = new DataView(new ArrayBuffer(ADDRESS_BYTES));
    const size = new Uint32Array([ADDRESS_BYTES]);
    // IPv4 and IPv6 addresses have the port at the same place, in network order.
    return (
      listens[0] === 1 &&
      getsockname(descriptor, ptr(address), ptr(size)) === 0 &&
      address.getUint16(2, false) === port
    );
  };
  const { readdirSync } = process.getBuiltinModule("node:fs");
  const socket = readdirSync("/proc/self/fd").map(Number).find(isOurs);
  if (socket === undefined) throw new Error(`no socket of this process listens on port ${port}`);
  return {
    toLast(listeners) {
      // struct sock_filter: the place of the socket in the order in which they began to listen.
      const filter = new DataView(new ArrayBuffer(8));
      filter.setUint16(0, BPF_RET, true);
      filter.setUint32(4, listeners - 1, true);
      // struct sock_fprog: how many instructions, and where.
      const program = new DataView(new ArrayBuffer(16));
      program.setUint16(0, 1, true);
      program.setBigUint64(8, BigInt(ptr(filter)), true);
      const failed = setsockopt(socket, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, ptr(program), 16) !== 0;
      // The kernel has read the filter by now; until then nothing may free it.
      if (failed || filter.byteLength === 0) throw new Error("Linux refuses SO_ATTACH_REUSEPORT_CBPF");
    },
    release() {
      setsockopt(socket, SOL_SOCKET, SO_DETACH_REUSEPORT_BPF, ptr(new Int32Array(1)), 4);
    },
  };
}

/** @throws an Error where no C library can be called */
async function socketCalls() {
  const { dlopen } = await import("bun:ffi");
  let reason: unknown;
  for (const library of LIBRARIES) {
    try {
      return dlopen(library, {
        setsockopt: { args: ["i32", "i32", "i32", "ptr", "u32"], returns: "i32" },
        getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
        getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
      }).symbols;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}
