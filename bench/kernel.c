/*
 * Sends UDP datagrams of many flows through two routers in turn, one that only forwards and one that masquerades, and
 * prints for each turn the nanoseconds a packet took by either. The kernel does a veth's whole way on the sender's processor
 * before the send returns, so the time of sending is the time of all of it; the difference of the two is conntrack and NAT.
 *
 *   kernel FLOWS PACKETS TURNS    two routes: 198.18.0.0/16 forwarded, 198.19.0.0/16 masqueraded
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, SIZE = 40, PORTS = 60000 };

struct packet {
  struct iphdr ip;
  struct udphdr udp;
  char data[12];
};

static unsigned flows, *order, place;
static int out;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

/* Flow i from a client and port of its own; UDP without a checksum, which costs neither router anything. */
static void build(struct packet *p, unsigned flow, unsigned network) {
  memset(p, 0, SIZE);
  p->ip.version = 4;
  p->ip.ihl = 5;
  p->ip.ttl = 64;
  p->ip.protocol = IPPROTO_UDP;
  p->ip.tot_len = htons(SIZE);
  p->ip.saddr = htonl(0x0a4d0002 + flow % 50021);
  p->ip.daddr = htonl(network + 1 + flow / PORTS);
  p->udp.source = htons(1024 + flow % PORTS);
  p->udp.dest = htons(443);
  p->udp.len = htons(SIZE - sizeof p->ip);
}

static double turn(unsigned network, unsigned packets) {
  static struct packet packet[BATCH];
  static struct mmsghdr message[BATCH];
  static struct iovec part[BATCH];
  static struct sockaddr_in to[BATCH];
  double from = now();
  for (unsigned sent = 0; sent < packets; sent += BATCH) {
    for (unsigned i = 0; i < BATCH; i++) {
      if (++place >= flows) place = 0;
      build(&packet[i], order[place], network);
      to[i].sin_family = AF_INET;
      to[i].sin_addr.s_addr = packet[i].ip.daddr;
      part[i] = (struct iovec){&packet[i], SIZE};
      message[i].msg_hdr = (struct msghdr){.msg_name = &to[i], .msg_namelen = sizeof to[i], .msg_iov = &part[i], .msg_iovlen = 1};
    }
    if (sendmmsg(out, message, BATCH, 0) != BATCH) {
      perror("sendmmsg");
      exit(1);
    }
  }
  return (now() - from) / packets;
}

int main(int words, char **word) {
  if (words != 4) return 2;
  flows = atoi(word[1]);
  unsigned packets = (atoi(word[2]) + BATCH - 1) / BATCH * BATCH, turns = atoi(word[3]);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
  /* Nobody comes between: the kernel would leave its share to a thread of its own, and the sender would wait for that. */
  sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){.sched_priority = 1});
  out = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  order = malloc(flows * sizeof *order);
  if (out < 0 || !order) return 1;
  for (unsigned i = 0; i < flows; i++) order[i] = i;
  for (unsigned i = flows - 1; i > 0; i--) {
    unsigned j = ((unsigned)rand() * 32768u + rand()) % (i + 1), was = order[i];
    order[i] = order[j];
    order[j] = was;
  }
  /* The first round makes the entries: its figures stand on the first line. */
  unsigned round = (flows + BATCH - 1) / BATCH * BATCH;
  for (unsigned i = 0; i <= turns; i++) {
    unsigned many = i == 0 ? round : packets;
    double plain = turn(0xc6120000, many);
    printf("%.1f %.1f\n", plain, turn(0xc6130000, many));
  }
}
